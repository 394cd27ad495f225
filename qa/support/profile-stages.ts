import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
      children: z.array(z.number()).default([]),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

type CallFrame = z.infer<typeof profileSchema>["nodes"][number]["callFrame"];

/** The parts of Node that have their own row. The rest counts towards the package that called it. */
const PARTS_OF_NODE: readonly (readonly [url: RegExp, stage: string])[] = [
  [/undici/, "node: fetch"],
  [/http/, "node: http"],
  [/^node:(net|internal\/stream)|streams?\//, "node: sockets and streams"],
  [/async|promise|process\/task|timers/, "node: async contexts, timers"],
];

/** Sums processor time, in microseconds, by stage: a package, a folder of ours, or a part of Node. */
export function sumStages(profile: unknown): Map<string, number> {
  const { nodes, samples, timeDeltas } = profileSchema.parse(profile);
  const locate = createLocator();
  const stages = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, caller: string) => {
    const node = byId.get(id);
    if (!node) return;
    const stage = stageOf(node.callFrame, locate, caller);
    stages.set(id, stage);
    for (const child of node.children) visit(child, stage);
  };
  visit(nodes[0]?.id ?? 0, "node: other");
  const spent = new Map<string, number>();
  samples.forEach((id, n) => {
    const stage = stages.get(id) ?? "node: other";
    if (stage !== "idle") spent.set(stage, (spent.get(stage) ?? 0) + (timeDeltas[n] ?? 0));
  });
  return spent;
}

function stageOf(frame: CallFrame, locate: (frame: CallFrame) => string, caller: string): string {
  if (frame.functionName === "(idle)") return "idle";
  if (frame.functionName === "(garbage collector)") return "garbage collection";
  if (frame.functionName === "(program)") return "native code";
  const source = locate(frame);
  if (source.endsWith("/cpu-profiler.mjs")) return "idle";
  if (source.startsWith("node:")) return PARTS_OF_NODE.find(([url]) => url.test(source))?.[1] ?? caller;
  const name = source.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  if (name) return name;
  return (
    source.match(
      /(?:^|\/)((?:lib|app|features|components)(?:\/\w[\w-]*(?=\/))?|proxy|instrumentation)/,
    )?.[1] ?? caller
  );
}

/** Finds the source file of a function. A build bundles many files, and its source maps name them. */
function createLocator(): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | undefined>();
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.includes("/.next/")) return decodeURIComponent(url);
    const file = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!maps.has(file)) {
      const path = `${file}.map`;
      maps.set(file, existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8"))) : undefined);
    }
    const entry = maps.get(file)?.findEntry(lineNumber, columnNumber);
    return entry && "originalSource" in entry ? entry.originalSource : url;
  };
}
