import NextLink, { type LinkProps } from "next/link";

/**
 * Next's link, without its prefetching. Each page is rendered per request, so a prefetch does not make a click
 * faster, and each link in view would cost the server two requests.
 */
export function Link<RouteType>(props: Omit<LinkProps<RouteType>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
