import type { ReactNode } from "react";
import { ProblemPage } from "@/components/problem-page";
import { AppError } from "@/lib/platform/failure";

/**
 * A page that, where this app refuses what it needs, says why and leads back, also without JavaScript. The database may
 * be away for any page that reads from it.
 */
export const pageOrProblem =
  <Props,>(page: (props: Props) => Promise<ReactNode>) =>
  async (props: Props): Promise<ReactNode> => {
    try {
      return await page(props);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { title, ...message } = error.words;
      return (
        <ProblemPage
          title={title}
          failure={{ message: { title: "This page could not be read", ...message } }}
          back={{ href: "/connection", label: "Go to the connection page" }}
        />
      );
    }
  };
