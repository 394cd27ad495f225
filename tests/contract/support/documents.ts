import fc from "fast-check";

/** A metadata document before its client id is filled in, or a body that is not a document at all. */
export interface Metadata {
  raw?: string;
  clientId: "own" | "other" | "missing";
  fields: Record<string, unknown>;
}

const uri = fc.constantFrom(
  "https://a.example/cb",
  "http://localhost:1/cb",
  "http://127.0.0.1/cb",
  "app://cb",
);
const blocked = fc.constantFrom(
  "javascript:x",
  "data:text/html,x",
  "vbscript:x",
  "http://a.example/",
  "https://a.example/#x",
);
const notText = fc.constantFrom<unknown>("", 5, null, true, {}, []);
const spaced = fc.constantFrom("https://a.example/a b", "https://a.example/\n", "\thttps://a.example/");

/** A list with at most one kind of fault, so that the order in which entries are checked does not matter. */
const listWith = (fault: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.array(uri, { maxLength: 2 }), fault, fc.array(uri, { maxLength: 2 }))
    .map(([a, b, c]) => [...a, b, ...c]);
const redirectUris = fc.oneof(
  { weight: 6, arbitrary: fc.array(uri, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, [], "https://a.example/cb", 5, {}) },
  { weight: 1, arbitrary: listWith(notText) },
  { weight: 1, arbitrary: listWith(spaced) },
  { weight: 1, arbitrary: listWith(blocked) },
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(undefined, "none") },
  { weight: 1, arbitrary: fc.constantFrom("client_secret_post", "client_secret_basic", "tls", "NONE") },
  { weight: 1, arbitrary: fc.constant("private_key_jwt") },
);
const jwksUri = fc.constantFrom(undefined, "http://a.example/jwks.json", "ftp://a.example/jwks.json");
const scopes = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.array(fc.constantFrom("query:read", "person:read", "no:such", "*", "wizard_session:read"), {
    maxLength: 4,
  }),
);

const document = fc
  .record({
    redirect_uris: redirectUris,
    token_endpoint_auth_method: method,
    jwks_uri: jwksUri,
    scopes,
    client_name: fc.string({ maxLength: 40 }),
  })
  .map(({ scopes, ...fields }) => ({ ...fields, "com.posthog": { provisioning: true, scopes } }));

export const metadata: fc.Arbitrary<Metadata> = fc.record({
  raw: fc.option(fc.oneof(fc.json({ maxDepth: 2 }), fc.string()), { nil: undefined, freq: 8 }),
  clientId: fc.constantFrom("own", "own", "own", "own", "own", "own", "other", "missing"),
  fields: document,
});

export function documentOf(id: string, metadata: Metadata | undefined): unknown {
  if (metadata?.raw !== undefined) return metadata.raw;
  const { clientId, fields } = metadata ?? { clientId: "own", fields: {} };
  if (clientId === "missing") return fields;
  return { client_id: clientId === "own" ? id : `${id}/`, ...fields };
}
