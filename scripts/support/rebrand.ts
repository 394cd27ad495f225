import { readFileSync } from "node:fs";
import { z } from "zod";
import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { buildClientMetadata, documentWarnings } from "../../lib/identity/client-metadata";
import { type brand, isLabelPrefix } from "../../lib/platform/brand";
import { ConfigurationError } from "../../lib/platform/configuration";
import { originSchema } from "../../lib/platform/origins";
import { logoSchema } from "./logo";
import { deriveAccent, deriveBrand } from "./palette";

const colour = z.string().regex(/^#[\da-f]{6}$/i, "must look like #2f5d50");

export const brandingSchema = z.object({
  name: z.string().trim().min(1, "must not be empty").max(64, "must have at most 64 characters"),
  origin: originSchema.refine((value) => value.startsWith("https:"), "must be an https address"),
  tagline: z.string().trim().min(1).optional(),
  headline: z.string().trim().min(1).optional(),
  pitch: z.string().trim().min(1).optional(),
  brand: colour.optional(),
  accent: colour.optional(),
  logo: logoSchema.optional(),
  scopes: z
    .string()
    .transform((list) => list.split(",").map((scope) => scope.trim()))
    .default(identity["com.posthog"].scopes),
});

export type Branding = z.output<typeof brandingSchema>;

const PLACEHOLDERS = { name: "App", origin: "https://app.example" };

/** What is wrong with the answers so far, by PostHog's rules; undefined if nothing is. */
export function findFault(answers: Readonly<Record<string, string>>): string | undefined {
  const parsed = brandingSchema.safeParse({ ...PLACEHOLDERS, ...answers });
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join("; ");
  try {
    planRebrand(parsed.data);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

/** What applies if an answer is left out. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  tagline: "Now with PostHog",
  headline: "Know who visits",
  pitch: "a sentence with the name",
  brand: "the current colour",
  accent: "the current colour",
  logo: "the first letter of the name, drawn",
  scopes: identity["com.posthog"].scopes.join(","),
};

/** A file of this project and its new content. */
export interface Edit {
  readonly path: string;
  readonly text: string;
}

/**
 * Plans every edit of a rebrand without writing any of them.
 * @returns the edits, and warnings about the metadata document.
 * @throws {ConfigurationError} naming the rule that would make PostHog refuse the client.
 */
export function planRebrand(branding: Branding): { readonly edits: Edit[]; readonly warnings: string[] } {
  const { name, origin, scopes } = branding;
  const source = {
    ...identity,
    client_name: name,
    "com.posthog": { ...identity["com.posthog"], scopes },
  };
  const warnings = documentWarnings(buildClientMetadata(origin, { source }));
  const drawing = branding.logo ?? drawMark(branding);
  const edits = [
    { path: ".well-known/posthog-client.json", text: `${JSON.stringify(source, null, 2)}\n` },
    { path: "lib/platform/brand.ts", text: brandModule(branding) },
    { path: "app/globals.css", text: recolour(readFileSync("app/globals.css", "utf8"), branding) },
    { path: "public/mark.svg", text: drawing },
    { path: "app/icon.svg", text: drawing },
    { path: ".env.example", text: change(".env.example", /^# APP_URL=.*$/m, `# APP_URL=${origin}`) },
    // The lock file contains the name twice, and npm requires both to match.
    ...["package.json", "package-lock.json"].map((path) => ({
      path,
      text: readFileSync(path, "utf8").replaceAll(packageName(path), `"name": "${slug(name)}"`),
    })),
  ];
  return { edits, warnings };
}

function brandModule({ name, tagline, headline, pitch }: Branding): string {
  const words = {
    name,
    tagline: tagline ?? DEFAULTS.tagline ?? "",
    headline: headline ?? DEFAULTS.headline ?? "",
    pitch:
      pitch ??
      `To see who uses what you make with ${name}, connect PostHog: one button takes you into your project there, logged in.`,
    labelPrefix: labelPrefixOf(name),
  } satisfies Record<keyof typeof brand, string>;
  const module = readFileSync("lib/platform/brand.ts", "utf8");
  return module.replace(/export const brand = [\s\S]*? as const;/, () => {
    return `export const brand = ${JSON.stringify(words, null, 2)} as const;`;
  });
}

/** The name, shortened to what PostHog accepts as a prefix of key labels. */
function labelPrefixOf(name: string): string {
  const shortened = [...name].slice(0, 25).join("").trim();
  return isLabelPrefix(shortened) ? shortened : "Partner";
}

function recolour(css: string, { brand, accent }: Branding): string {
  const palette = { ...(brand ? deriveBrand(brand) : {}), ...(accent ? deriveAccent(accent) : {}) };
  return Object.entries(palette).reduce(
    (text, [token, value]) => text.replace(new RegExp(`^( +${token}: ).*;$`, "m"), `$1${value};`),
    css,
  );
}

/** A placeholder logo: the name's first letter on the brand's colour. */
function drawMark({ name, brand = "#2f5d50" }: Branding): string {
  const letter = [...name][0] ?? "";
  const harmless = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="${harmless(name)}">
  <rect width="64" height="64" rx="16" fill="${brand}"/>
  <text x="32" y="45" font-family="system-ui, sans-serif" font-size="38" font-weight="700" text-anchor="middle" fill="#ffffff" stroke="#151916" stroke-width="1">${harmless(letter.toUpperCase())}</text>
</svg>
`;
}

const change = (path: string, place: RegExp, text: string): string =>
  readFileSync(path, "utf8").replace(place, () => text);

function packageName(path: string): string {
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(readFileSync(path, "utf8")));
  return `"name": "${name}"`;
}

function slug(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{Mark}/gu, "");
  return (
    plain
      .toLowerCase()
      .replace(/[^a-z\d]+/g, "-")
      .replace(/^-+|-+$/g, "") || "open-in-posthog"
  );
}
