import type { Route } from "next";
import type { Failure } from "@/lib/platform/failure";
import { Link } from "./link";
import { Problem } from "./problem";

interface ProblemPageProps {
  readonly title: string;
  readonly failure: Omit<Failure, "ok" | "code">;
  readonly back: { readonly href: Route; readonly label: string };
}

/** Replaces a page whose content could not be read: its title, why the content is missing, and a back link. */
export function ProblemPage({ title, failure, back }: ProblemPageProps) {
  return (
    <div className="narrow card space-y-group">
      <h1 className="wrap-anywhere">{title}</h1>
      <Problem failure={failure} />
      <Link href={back.href} className="button button-quiet">
        {back.label}
      </Link>
    </div>
  );
}
