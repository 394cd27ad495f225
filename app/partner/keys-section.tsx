import { Section } from "@/components/section";
import { Timestamp } from "@/components/timestamp";
import { signingKeys } from "@/lib/identity/configuration";
import { findSigningKey, type SigningKey } from "@/lib/identity/signing-keys";

/** The keys that this client signs with: their ids, not their values. */
export function KeysSection() {
  const keys = signingKeys();
  const signing = findSigningKey(keys);
  return (
    <Section id="keys" title="Signing keys">
      {signing ? null : (
        <p>
          A public client: it authenticates with its address alone, so PostHog may refuse it one-click links.
          Make a key with <code>npm run keys</code>.
        </p>
      )}
      {keys.length > 0 ? (
        <ul className="divide-y divide-line">
          {keys.map((key) => (
            <li key={key.kid} className="space-y-1 py-3">
              <p>
                <code className="wrap-anywhere">{key.kid}</code> · {key.alg}
              </p>
              <p className="text-sm text-ink-soft">
                <KeyState signingKey={key} isSigning={key === signing} />
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function KeyState({ signingKey: { useFrom }, isSigning }: { signingKey: SigningKey; isSigning: boolean }) {
  if (isSigning && useFrom.getTime() === 0) return "Signs.";
  const time = <Timestamp date={useFrom} exact />;
  if (isSigning) return <>Signs, since {time}.</>;
  if (useFrom > new Date()) return <>Published only: signs from {time} on.</>;
  return "Published only: another key signs in its place.";
}
