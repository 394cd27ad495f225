import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import { findVerificationToken } from "@/features";
import { currentClientMetadata, documentSize, MAX_DOCUMENT_BYTES } from "@/lib/identity/client-metadata";

/** The document by which PostHog identifies this partner, as it is currently served. */
export async function DocumentSection() {
  const document = currentClientMetadata(await findVerificationToken());
  const size = documentSize(document);
  const address = document.client_id;
  return (
    <Section id="document" title="Client metadata document">
      <p>
        PostHog reads it at{" "}
        <a href={address} className="wrap-anywhere">
          {address}
        </a>
        , and that address is the <code>client_id</code>.
      </p>
      <div>
        <p id="size">
          {size.toLocaleString("en")} of {MAX_DOCUMENT_BYTES.toLocaleString("en")} bytes
        </p>
        <meter aria-labelledby="size" min={0} max={MAX_DOCUMENT_BYTES} value={size} className="meter" />
      </div>
      <details>
        <summary className="mb-2">The document</summary>
        <Snippet title="As served now" code={JSON.stringify(document, null, 2)} />
      </details>
    </Section>
  );
}
