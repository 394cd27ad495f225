import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "@/components/link";
import { PlainForm } from "@/components/plain-form";
import { ReturnNotice } from "@/components/return-notice";
import { ScriptsMark } from "@/components/scripts-mark";
import { SiteFooter } from "@/components/site-footer";
import { SiteHeader } from "@/components/site-header";
import { features, linksAt } from "@/features";
import { isOperator } from "@/lib/auth/operator";
import { prepareSignOut } from "@/lib/auth/provider";
import { currentUser } from "@/lib/auth/session";
import { brand } from "@/lib/platform/brand";
import { env } from "@/lib/platform/env";
import { nullIfRefused } from "@/lib/platform/failure";
import "./globals.css";

/** Metadata of every page, for link previews among others. The origin is only known when the app runs. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return {
    metadataBase: new URL(env().appUrl),
    title: { default: brand.name, template: `%s · ${brand.name}` },
    description: brand.pitch,
    openGraph: { type: "website", siteName: brand.name, url: "/" },
    twitter: { card: "summary_large_image" },
  };
}

/** The colour of the header, for the browser's own bars. */
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1d2320" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: its scripts carry that request's nonce.
  await connection();
  // Without a database, the page itself says so; a layout that throws would hide its message.
  const user = await currentUser().catch(nullIfRefused);
  const signOut = user ? await prepareSignOut() : null;
  const { sandbox, posthogUrls } = env();
  const inspectors = { US: `${posthogUrls.US}/_sandbox`, EU: `${posthogUrls.EU}/_sandbox` };
  return (
    <html lang="en">
      <head>
        {/* No referrer for other sites, but an Origin header on our own forms, which the origin check needs. */}
        <meta name="referrer" content="same-origin" />
      </head>
      <body className="flex min-h-dvh flex-col antialiased xl:has-[#demo]:pr-[32rem]">
        <a href="#main" className="sr-only focus:not-sr-only focus:p-3">
          Skip to content
        </a>
        <SiteHeader
          email={user?.email}
          links={user && (await isOperator(user)) ? linksAt("operators") : []}
          signOut={signOut ? <SignOut {...signOut} /> : null}
        />
        <main id="main" className="page @container flex-1 py-8 sm:py-10">
          <ReturnNotice />
          {children}
        </main>
        <SiteFooter inspectors={sandbox ? inspectors : undefined}>
          {linksAt("sandbox").map(({ href, label }) => (
            <span key={href}>
              <Link href={href}>{label}</Link>.
            </span>
          ))}
        </SiteFooter>
        <ScriptsMark />
        {features.map(({ id, Aside }) => (Aside ? <Aside key={id} /> : null))}
      </body>
    </html>
  );
}

function SignOut(form: Readonly<Pick<ComponentProps<typeof PlainForm>, "action" | "fields">>) {
  return <PlainForm {...form} label="Sign out" busy="Signing out…" look="button-quiet button-small" />;
}
