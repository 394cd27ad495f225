import { CopyButton } from "./copy-button";

export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex items-center justify-between gap-3">
        <span className="text-ink-soft">{title}</span>
        <CopyButton text={code} label={`Copy: ${title}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-xl border border-line bg-paper p-4 text-sm">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
