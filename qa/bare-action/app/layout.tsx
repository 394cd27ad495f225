import type { ReactNode } from "react";

/** The least that Next can do: what the click is measured against. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
