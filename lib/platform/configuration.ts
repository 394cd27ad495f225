import { z } from "zod";

export type Variables = Readonly<Record<string, string | undefined>>;

declare module "zod" {
  interface GlobalMeta {
    /** A valid value, for the message about an invalid one. */
    example?: string;
  }
}

/** One room's part of the configuration. Call it for its values, which are read once. */
export interface Configuration<T> {
  /** @throws {ConfigurationError} naming every problem of this part. */
  (): T;
  /** Reads the values from other variables than this process's; undefined when they are invalid. */
  read(variables: Variables): T | undefined;
  /** One line per problem, with an example. Never repeats a value. */
  problems(variables?: Variables): string[];
}

/** Message for a missing secret. */
export const MISSING = "is missing; `npm run setup` makes one";

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Defines a part of the configuration.
 * @param schema An object of variables, perhaps transformed; `meta({ example })` gives a valid value.
 * @param check Finds problems between values that are each valid on their own, as whole sentences.
 */
export function defineConfiguration<T>(
  schema: z.ZodType<T>,
  check: (value: T, variables: Variables) => string[] = () => [],
): Configuration<T> {
  const shape = shapeOf(schema);
  const problems = (variables: Variables = process.env): string[] => {
    const parsed = parse(schema, variables);
    const misspelled = Object.keys(shape).filter((name) => misspelling(name, variables));
    const invalid = (parsed.error?.issues ?? []).filter(({ path }) => !misspelled.includes(String(path[0])));
    const found = [
      ...misspelled.map((name) => describe(name, misspelling(name, variables) ?? "", shape)),
      ...invalid.map(({ path, message }) => describe(path.join("."), message, shape)),
    ];
    return parsed.success && found.length === 0 ? check(parsed.data, variables) : found;
  };
  let loaded: { readonly value: T } | undefined;
  const configuration = (): T => {
    if (!loaded) {
      const parsed = parse(schema, process.env);
      if (!parsed.success) throw configurationError(problems());
      loaded = { value: parsed.data };
    }
    return loaded.value;
  };
  return Object.assign(configuration, {
    read: (variables: Variables): T | undefined => parse(schema, variables).data,
    problems,
  });
}

export const configurationError = (problems: readonly string[]): ConfigurationError =>
  new ConfigurationError(
    `The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );

// An empty variable counts as absent: env files and containers turn `NAME=` into one.
function parse<T>(schema: z.ZodType<T>, variables: Variables) {
  const given = Object.entries(variables).map(([name, value]) => [name, value?.trim()]);
  return schema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== "")));
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Describes what its file wrongly left in a variable: a byte-order mark, or quotes. */
function misspelling(name: string, variables: Variables): string | undefined {
  if (variables[BYTE_ORDER_MARK + name] !== undefined) {
    return "its file begins with a byte-order mark; save it as UTF-8 without one";
  }
  return /^\s*(["'`“‘]).*["'`”’]\s*$/s.test(variables[name] ?? "")
    ? "is in quotes, which became part of the value; leave them out"
    : undefined;
}

function describe(place: string, message: string, shape: z.core.$ZodShape): string {
  const name = place.split(".")[0] ?? "";
  const example = Object.hasOwn(shape, name)
    ? z.globalRegistry.get(shape[name] ?? z.never())?.example
    : undefined;
  return `${place || "environment"}: ${message}${example ? `, for example ${name}=${example}` : ""}`;
}

function shapeOf(schema: z.ZodType): z.core.$ZodShape {
  const first = schema instanceof z.ZodPipe ? schema.in : schema;
  return first instanceof z.ZodObject ? first.shape : {};
}
