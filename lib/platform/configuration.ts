import type { z } from "zod";

export type Variables = Readonly<Record<string, string | undefined>>;

/** One room's part of the configuration. Call it for its values, which are read once. */
export interface Configuration<T> {
  /** @throws {ConfigurationError} naming every problem of this part. */
  (): T;
  /** The values in other variables than this process has; undefined where they are not usable. */
  read(variables: Variables): T | undefined;
  /** One line per problem; values are never repeated. */
  problems(variables?: Variables): string[];
}

/** What is said of a secret that is not there. */
export const MISSING = "is missing; `npm run setup` makes one";

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Defines a part of the configuration.
 * @param check What is wrong with values that are fine one by one, as whole sentences.
 */
export function defineConfiguration<T>(
  schema: z.ZodType<T>,
  check: (value: T, variables: Variables) => string[] = () => [],
): Configuration<T> {
  let loaded: { readonly value: T } | undefined;
  const configuration = (): T => {
    if (!loaded) {
      const parsed = parse(schema, process.env);
      if (!parsed.success) throw configurationError(describe(parsed.error));
      loaded = { value: parsed.data };
    }
    return loaded.value;
  };
  return Object.assign(configuration, {
    read: (variables: Variables): T | undefined => parse(schema, variables).data,
    problems(variables: Variables = process.env): string[] {
      const parsed = parse(schema, variables);
      return parsed.success ? check(parsed.data, variables) : describe(parsed.error);
    },
  });
}

/** @throws {ConfigurationError} with the problems of all parts together. */
export function requireConfiguration(parts: readonly Pick<Configuration<unknown>, "problems">[]): void {
  const problems = new Set(parts.flatMap((part) => part.problems()));
  if (problems.size > 0) throw configurationError([...problems]);
}

// An empty variable counts as absent: that is what env files and containers make of `NAME=`.
function parse<T>(schema: z.ZodType<T>, variables: Variables) {
  return schema.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")));
}

const describe = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${path.join(".") || "environment"}: ${message}`);

const configurationError = (problems: readonly string[]): ConfigurationError =>
  new ConfigurationError(
    `The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );
