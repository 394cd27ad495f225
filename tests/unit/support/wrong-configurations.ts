import { USABLE } from "./configuration";

/** Wrong variables, and the line that reports them. */
export interface Wrong {
  readonly what: string;
  readonly change: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const PUBLIC = {
  NODE_ENV: "production",
  APP_URL: "https://app.example",
  DATABASE_URL: "postgresql://u:p@db.example/app?sslmode=verify-full",
};

const wrong = (what: string, change: Readonly<Record<string, string>>, says: RegExp): Wrong => ({
  what,
  change,
  says,
});

const inVariable = (
  name: string,
  rows: readonly (readonly [what: string, value: string, words: string])[],
): Wrong[] =>
  rows.map(([what, value, words]) =>
    wrong(
      `${name}: ${what}`,
      { [name]: value },
      new RegExp(`^${name}[.0-9]*: ${words}.*, for example ${name}=`),
    ),
  );

const ADDRESSES = [
  ...inVariable("APP_URL", [
    ["no scheme", "app.example", "has no scheme"],
    ["no scheme, with a port", "localhost:3000", "has no scheme"],
    ["a scheme of something else", "ftp://app.example", "must be an http or https address"],
    ["quotes", '"https://app.example"', "is in quotes"],
    ["single quotes", "'https://app.example'", "is in quotes"],
    ["a path", "https://app.example/app", "must be an origin"],
    ["a query", "https://app.example/?a=b", "must be an origin"],
    ["a fragment", "https://app.example/#top", "must be an origin"],
    ["a user", "https://me:secret@app.example", "must not contain a user name"],
    ["no host", "https://", "is not a valid address"],
    ["a port that is none", "https://app.example:99999", "is not a valid address"],
    ["a space", "https://app .example", "must not contain spaces"],
    ["a placeholder", "https://<your-app>", "must not contain spaces or brackets"],
  ]),
  ...inVariable("POSTHOG_US_URL", [
    ["no scheme", "us.posthog.com", "has no scheme"],
    ["plain http", "http://us.posthog.com", "must be https"],
    ["a path", "https://us.posthog.com/api", "must be an origin"],
  ]),
  ...inVariable("POSTHOG_EU_URL", [["quotes", "'https://eu.posthog.com'", "is in quotes"]]),
  ...inVariable("OTEL_EXPORTER_OTLP_ENDPOINT", [
    ["no scheme", "localhost:4318", "has no scheme"],
    ["another protocol", "grpc://localhost:4317", "must be an http or https address"],
  ]),
];

const DATABASES = inVariable("DATABASE_URL", [
  ["no scheme", "localhost:5432/app", "has no scheme"],
  ["no scheme, with a user", "u:p@localhost/app", "has no scheme"],
  ["another database", "mysql://u:p@localhost/app", "must begin with postgresql://, not mysql://"],
  ["Java's spelling", "jdbc:postgresql://localhost/app", "has no scheme"],
  ["quotes", '"postgresql://u:p@localhost/app"', "is in quotes"],
  [
    "a # in the password",
    "postgresql://u:pa#ss@localhost/app",
    "its user name or password has special characters",
  ],
  [
    "a # after digits",
    "postgresql://u:12#ss@localhost/app",
    "its user name or password has special characters",
  ],
  [
    "a / in the password",
    "postgresql://u:pa/ss@localhost/app",
    "its user name or password has special characters",
  ],
  [
    "a ? in the password",
    "postgresql://u:12?ss@localhost/app",
    "its user name or password has special characters",
  ],
  ["a space in the password", "postgresql://u:pa ss@localhost/app", "its user name or password has special"],
  ["a % in the password", "postgresql://u:pa%ss@localhost/app", "its user name or password has a bare %"],
  ["a fragment", "postgresql://u:p@localhost/app#main", "has a # in it"],
  ["a port that is none", "postgresql://u:p@localhost:banana/app", "is not a valid address"],
  ["a port too high", "postgresql://u:p@localhost:70000/app", "is not a valid address"],
  ["Prisma's schema", "postgresql://u:p@localhost/app?schema=public", "the driver ignores schema"],
  [
    "a pool's size",
    "postgresql://u:p@localhost/app?connection_limit=5&pool_timeout=3",
    "the driver ignores connection_limit, pool_timeout",
  ],
  ["a pooler's flag", "postgresql://u:p@localhost/app?pgbouncer=true", "the driver ignores pgbouncer"],
  [
    "libpq's channel binding",
    "postgresql://u:p@localhost/app?channel_binding=require",
    "the driver ignores channel_binding",
  ],
  [
    "libpq's timeout",
    "postgresql://u:p@localhost/app?connect_timeout=5",
    "the driver ignores connect_timeout",
  ],
  ["a mode of TLS that is none", "postgresql://u:p@localhost/app?sslmode=on", "its sslmode must be one of"],
  [
    "a certificate that is not there",
    "postgresql://u:p@localhost/app?sslrootcert=/nowhere.pem",
    "the file that sslrootcert names",
  ],
  ["the address of a socket", "socket:/var/run/postgresql?db=app", "is the address of a socket"],
  ["the folder of a socket", "/var/run/postgresql app", "is the address of a socket"],
]);

const NUMBERS = [
  ...inVariable("PORT", [
    ["a word", "banana", "must be a whole number"],
    ["zero", "0", "must be a whole number"],
    ["too high", "70000", "must be a whole number"],
    ["a fraction", "30.5", "must be a whole number"],
    ["a number in another notation", "0x10", "must be a whole number"],
    ["quotes", '"3000"', "is in quotes"],
  ]),
  ...inVariable("POSTHOG_REGISTRATION_TIMEOUT_MS", [["too long", "90000", "must be 1000 to 60000"]]),
  ...inVariable("POSTHOG_TIMEOUT_MS", [
    ["seconds", "10s", "must be a whole number of milliseconds"],
    ["too long", "60000", "must be 100 to 10000"],
    ["too short", "10", "must be 100 to 10000"],
  ]),
  ...inVariable("ALLOW_SANDBOX", [["a word", "true", "must be 0 or 1"]]),
  ...inVariable("ALLOW_EMBEDDED_DATABASE", [["a word", "yes", "must be 0 or 1"]]),
  ...inVariable("LOG_LEVEL", [["a level that is none", "loud", "must be one of fatal"]]),
];

const SECRETS = [
  ...inVariable("AUTH_SECRET", [
    ["nothing", "", "is missing"],
    ["too short", "short", "must have at least 32 characters"],
    ["quotes", `'${"x".repeat(40)}'`, "is in quotes"],
  ]),
  ...inVariable("ENCRYPTION_KEYS", [
    ["nothing", "", "is missing"],
    ["no id", "A".repeat(43), "must look like"],
    ["too short", "k1:abc", "must look like"],
    ["base64 of another kind", `k1:${"+".repeat(43)}`, "must look like"],
    ["one id twice", `k1:${"A".repeat(43)},k1:${"B".repeat(43)}`, "two keys share one id"],
    ["quotes", `"k1:${"A".repeat(43)}"`, "is in quotes"],
  ]),
  ...inVariable("SIGNING_KEYS", [
    ["no JSON", "key", "is not valid JSON"],
    ["no list", "{}", "must be a JSON array"],
    ["an empty list", "[]", "holds no key"],
    ["quotes", "'[]'", "is in quotes"],
  ]),
  wrong(
    "a byte-order mark before a secret",
    { AUTH_SECRET: "", "\uFEFFAUTH_SECRET": "x".repeat(40) },
    /^AUTH_SECRET: its file begins with a byte-order mark/,
  ),
];

const PAIRS = [
  wrong(
    "half of GitHub",
    { GITHUB_SECRET: "" },
    /^GITHUB_SECRET: is missing, and GITHUB_ID is set.*GITHUB_SECRET=/,
  ),
  wrong("the other half of GitHub", { GITHUB_ID: "" }, /^GITHUB_ID: is missing, and GITHUB_SECRET is set/),
  wrong("half of Google", { GOOGLE_CLIENT_ID: "id" }, /^GOOGLE_CLIENT_SECRET: is missing/),
  wrong("the other half of Google", { GOOGLE_CLIENT_SECRET: "secret" }, /^GOOGLE_CLIENT_ID: is missing/),
  wrong("half of the partner's access", { POSTHOG_PARTNER_REGION: "US" }, /^POSTHOG_PARTNER_API_KEY: needs/),
  ...inVariable("POSTHOG_PARTNER_API_KEY", [["a project's key", "phc_abc", "must begin with phx_"]]),
  ...inVariable("POSTHOG_PARTNER_ORGANIZATION_ID", [["a number", "17", "must be a UUID"]]),
  ...inVariable("POSTHOG_PARTNER_REGION", [["a word", "Europe", "must be US or EU"]]),
  ...inVariable("POSTHOG_VERIFICATION_TOKEN", [["another token", "phx_abc", "must be a verification token"]]),
  ...inVariable("OPERATORS", [["no address", "everyone", "must be e-mail addresses"]]),
];

const PRODUCTION = [
  wrong(
    "no database",
    { ...PUBLIC, DATABASE_URL: "" },
    /^DATABASE_URL: is missing, and this app is public.*ALLOW_EMBEDDED_DATABASE=1/,
  ),
  wrong("plain http", { ...PUBLIC, APP_URL: "http://app.example" }, /^APP_URL: must be https/),
  wrong(
    "a sandbox",
    { ...PUBLIC, POSTHOG_EU_URL: "http://127.0.0.1:1" },
    /^ALLOW_SANDBOX: .*ALLOW_SANDBOX=1/,
  ),
  wrong(
    "no way to sign in",
    { ...PUBLIC, GITHUB_ID: "", GITHUB_SECRET: "" },
    /No one could sign in: set GITHUB_ID/,
  ),
];

export const WRONG: readonly Wrong[] = [
  ...ADDRESSES,
  ...DATABASES,
  ...NUMBERS,
  ...SECRETS,
  ...PAIRS,
  ...PRODUCTION,
];

export const variablesOf = ({ change }: Wrong) => ({ ...USABLE, ...change });
