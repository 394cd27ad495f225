import Link from "next/link";
import { SignOutForm } from "@/components/sign-out-form";
import { isOperator } from "@/lib/auth/operator";
import { currentUser } from "@/lib/auth/session";
import { brand } from "@/lib/brand";

export async function SiteHeader() {
  const user = await currentUser();
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-2xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4">
        <Link href="/" className="flex items-center gap-2.5 font-semibold text-ink no-underline">
          {/* biome-ignore lint/performance/noImgElement: next/image styles inline, which the policy refuses */}
          <img src="/mark.svg" alt="" width={32} height={32} />
          {brand.name}
        </Link>
        {user ? (
          <nav aria-label="Account" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            {isOperator(user) ? <Link href="/partner">Partner</Link> : null}
            <span className="wrap-anywhere text-ink-soft">{user.email}</span>
            <SignOutForm />
          </nav>
        ) : null}
      </div>
    </header>
  );
}
