import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { ActionForm } from "@/components/action-form";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Link } from "@/components/link";
import { PlainForm } from "@/components/plain-form";
import { Section } from "@/components/section";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { nameOfProvider } from "@/lib/auth/messages";
import { prepareAccount } from "@/lib/auth/provider";
import { requireUser } from "@/lib/auth/session";
import type { AccountChoices } from "@/lib/auth/sign-in";
import { signOutEverywhere } from "./actions";

export const metadata: Metadata = { title: "Your account" };

/** Notices after flows that redirect here. The query only selects one; none of its text is displayed. */
const DONE = new Map([
  ["linked", "Linked. You can now sign in with it, too."],
  ["taken", "That account belongs to another person here, so it was not linked."],
]);

export default pageOrProblem(async function AccountPage({ searchParams }: PageProps<"/account">) {
  const user = await requireUser();
  const choices = await prepareAccount(user);
  return (
    <Subpage
      title="Your account"
      lead={<span className="wrap-anywhere">You are signed in as {user.email}.</span>}
      done={DONE.get(String((await searchParams).done))}
      back={BACK_TO_CONNECTION}
    >
      {choices ? <Choices {...choices} /> : null}
      <Section id="delete" title="Delete your account">
        <p>This deletes your account here and its connection to PostHog. We ask you to confirm first.</p>
        <Link href="/connection/delete-account" className="button button-quiet text-danger">
          Delete my account
        </Link>
      </Section>
    </Subpage>
  );
});

function Choices({ accounts, methods }: AccountChoices) {
  return (
    <>
      <Section id="ways" title="Ways to sign in">
        <ul aria-labelledby="ways" className="list-disc space-y-2 pl-5">
          {accounts.map(({ provider, createdAt }) => (
            <li key={`${provider} ${createdAt.toISOString()}`}>
              With {nameOfProvider(provider)}, since <Timestamp date={createdAt} exact />
            </li>
          ))}
        </ul>
        {methods.map((method) => (
          <PlainForm
            key={method.id}
            action={method.action}
            fields={method.fields}
            label={method.label}
            busy="Opening its page…"
            look="button-quiet"
          />
        ))}
      </Section>
      <Section id="sessions" title="Sessions">
        <p>
          A session ends after 7 days without use, and after 30 days in any case. The button below ends all
          your sessions now, in every browser.
        </p>
        <ActionForm
          action={signOutEverywhere}
          label="Sign out everywhere"
          busy="Signing out…"
          look="button-danger"
        />
      </Section>
    </>
  );
}
