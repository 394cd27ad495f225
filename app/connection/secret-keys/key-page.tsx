import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { ProblemPage } from "@/components/problem-page";
import { isWhole } from "@/components/streamed";
import { findSecretKey } from "@/features/secret-keys/secret-keys";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";
import { BACK_TO_KEYS } from "./back-to-keys";

type KeyProps = Awaited<ReturnType<typeof requireProject>> & { readonly id: string };

interface KeyPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, unknown>>>;
}

type ShownKey = NonNullable<Awaited<ReturnType<typeof findSecretKey>>>;

/**
 * A page about one key. It shows its frame at once.
 * @param show Renders the page once PostHog has answered with the current key.
 */
export function keyPage(title: string, show: (key: ShownKey, props: KeyProps) => Promise<ReactNode>) {
  const Shown = pageOrProblem(async (props: KeyProps) => {
    const { owner, id } = props;
    const result = await readForPage("read_secret_key", () => findSecretKey(owner, id));
    if (!result.ok) return <ProblemPage title={title} failure={result} back={BACK_TO_KEYS} />;
    if (!result.value) redirect("/connection/secret-keys?done=gone");
    return show(result.value, props);
  });
  return pageOrProblem(async function KeyPage({ params, searchParams }: KeyPageProps) {
    const project = await requireProject();
    return (
      <AskedPage title={title} back={BACK_TO_KEYS} whole={await isWhole(searchParams)}>
        <Shown {...project} id={(await params).id} />
      </AskedPage>
    );
  });
}
