import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageOrProblem } from "@/app/page-or-problem";
import { features } from "@/features";
import { prepareSignIn } from "@/lib/auth/provider";
import { currentUser } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default pageOrProblem(async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await currentUser()) redirect("/connection");
  const { methods, problem } = await prepareSignIn(await searchParams);
  const suggestions = await Promise.all(features.map((feature) => feature.suggestedEmail?.()));
  return (
    <div className="mx-auto max-w-md space-y-group">
      <h1>Sign in</h1>
      {problem ? (
        <p role="alert" className="callout bg-danger-soft text-danger">
          {problem}
        </p>
      ) : null}
      <div className="card space-y-4">
        {methods.map((method) => (
          <SignInForm key={method.id} method={method} email={suggestions.find(Boolean)} />
        ))}
      </div>
    </div>
  );
});
