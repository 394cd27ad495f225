import NextLink, { type LinkProps } from "next/link";

/**
 * Next's link, without its prefetching. Each page here is rendered for its reader, so a prefetch brings nothing that a
 * click could show sooner, and each link in view would cost the server two requests.
 */
export function Link<RouteType>(props: Omit<LinkProps<RouteType>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
