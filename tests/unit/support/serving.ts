import { configureClient } from "../../../lib/posthog/client";

/** A client whose server answers by method and path, and the calls that the server got. */
export function serving(answers: Record<string, () => Response>) {
  const calls: string[] = [];
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "x",
    fetch: async (input, init) => {
      const { method, url } = new Request(input, init);
      const call = `${method} ${new URL(url).pathname}`;
      calls.push(call);
      const missing = Response.json({ detail: "Endpoint not found." }, { status: 404 });
      return answers[call]?.() ?? missing;
    },
  });
  return { config, calls };
}
