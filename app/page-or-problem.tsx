import type { ReactNode } from "react";
import { ProblemPage } from "@/components/problem-page";
import { AppError } from "@/lib/platform/failure";

/**
 * Wraps a page: when this app refuses what the page needs, it says why and links back, even without JavaScript. Every
 * page that reads from the database needs this, because the database may be unreachable.
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
