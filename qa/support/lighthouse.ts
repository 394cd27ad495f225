import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";

// Installed on first use: its two hundred packages would more than double the installation time of a clone.
const LIGHTHOUSE = "lighthouse@12.8.2";

const PATIENCE_MS = 120_000;

/** The minimum score of each category, out of 100. */
export const TARGETS = { performance: 95, accessibility: 100, "best-practices": 100 } as const;

const reportSchema = z.object({
  runtimeError: z.object({ message: z.string() }).optional(),
  finalDisplayedUrl: z.string(),
  categories: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(
    z.string(),
    z.object({
      title: z.string(),
      score: z.number().nullable(),
      details: z.unknown().optional(),
    }),
  ),
});

/** A page's score in one category, out of 100, and the audits that lower it. */
export interface Score {
  readonly category: keyof typeof TARGETS;
  readonly score: number;
  readonly complaints: readonly string[];
}

/**
 * Runs Lighthouse on a page as on a phone, in a browser that is already running, with its cookies.
 * @throws if the page redirects to another one.
 */
export async function judge(url: string, debuggingPort: number): Promise<Score[]> {
  const { stdout } = await promisify(execFile)(
    "npx",
    [
      ...["--yes", LIGHTHOUSE, url, `--port=${debuggingPort}`, "--output=json", "--quiet"],
      // Keep cookies and storage, because the browser is signed in.
      ...["--disable-storage-reset", "--no-enable-error-reporting"],
      `--only-categories=${Object.keys(TARGETS).join()}`,
    ],
    { maxBuffer: 100_000_000, timeout: PATIENCE_MS },
  );
  const { runtimeError, finalDisplayedUrl, categories, audits } = reportSchema.parse(JSON.parse(stdout));
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname)
    throw new Error(`${url} leads to ${finalDisplayedUrl}`);
  return (["performance", "accessibility", "best-practices"] as const).map((category) => {
    const { score, auditRefs } = categories[category] ?? { score: 0, auditRefs: [] };
    const complaints = auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      if (weight === 0 || !audit || audit.score === null || audit.score >= 0.9) return [];
      return [`${audit.title} ${JSON.stringify(audit.details ?? "").slice(0, 600)}`];
    });
    return { category, score: Math.round((score ?? 0) * 100), complaints };
  });
}
