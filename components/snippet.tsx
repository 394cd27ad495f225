import { CopyButton } from "./copy-button";
import { ScrollBox } from "./scroll-box";

export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex items-center justify-between gap-3">
        <span className="text-ink-soft">{title}</span>
        <CopyButton text={code} label={`Copy: ${title}`} />
      </figcaption>
      <ScrollBox label={title} look="rounded-control border border-line bg-paper p-4 text-sm">
        <pre>
          <code>{code}</code>
        </pre>
      </ScrollBox>
    </figure>
  );
}
