import { z } from "zod";

export type Variables = Readonly<Record<string, string | undefined>>;

declare module "zod" {
  interface GlobalMeta {
    /** A value that is right, for the message about one that is not. */
    example?: string;
  }
}

/** One room's part of the configuration. Call it for its values, which are read once. */
export interface Configuration<T> {
  /** @throws {ConfigurationError} naming every problem of this part. */
  (): T;
  /** The values in other variables than this process has; undefined where they are not usable. */
  read(variables: Variables): T | undefined;
  /** One line per problem, with an example; values are never repeated. */
  problems(variables?: Variables): string[];
}

/** What is said of a secret that is not there. */
export const MISSING = "is missing; `npm run setup` makes one";

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Defines a part of the configuration.
 * @param schema An object of variables, perhaps transformed; `meta({ example })` shows what is right.
 * @param check What is wrong with values that are fine one by one, as whole sentences.
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

// An empty variable counts as absent: that is what env files and containers make of `NAME=`.
function parse<T>(schema: z.ZodType<T>, variables: Variables) {
  const given = Object.entries(variables).map(([name, value]) => [name, value?.trim()]);
  return schema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== "")));
}

const BYTE_ORDER_MARK = "\uFEFF";

/** What the file that set a variable left in it. */
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
