import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { DemoGuide } from "@/components/demo-guide"; // <sandbox/>
import { SiteFooter } from "@/components/site-footer";
import { SiteHeader } from "@/components/site-header";
import { VisitReports } from "@/components/visit-reports";
import { brand } from "@/lib/brand";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: brand.name, template: `%s · ${brand.name}` },
  description: brand.pitch,
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: its scripts carry that request's nonce.
  await connection();
  return (
    <html lang="en">
      <head>
        {/* Still nothing to other sites, but an Origin with our own forms, which the origin check wants to see. */}
        <meta name="referrer" content="same-origin" />
      </head>
      <body className="flex min-h-dvh flex-col antialiased xl:has-[#demo]:pr-[32rem]">
        <a href="#main" className="sr-only focus:not-sr-only focus:p-3">
          Skip to content
        </a>
        <SiteHeader />
        <main id="main" className="mx-auto w-full max-w-2xl flex-1 px-5 py-10 sm:py-14">
          {children}
        </main>
        <SiteFooter />
        <DemoGuide /> {/* <sandbox/> */}
        <VisitReports />
      </body>
    </html>
  );
}
