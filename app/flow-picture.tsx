import type { ReactNode } from "react";
import { Icon } from "@/components/icon";
import { PostHogMark } from "@/components/posthog-mark";
import { brand } from "@/lib/platform/brand";

const PROJECT = "Ada’s garden";
const BARS = [26, 34, 30, 46, 40, 58, 52, 70, 64, 88] as const;

/** The way from the button into the project, modelled on the real pages. The text below each drawing says the same. */
export function FlowPicture() {
  return (
    <ol className="grid gap-x-group gap-y-4 @2xl:grid-cols-3">
      <Step
        number={1}
        title="Press one button"
        words={`In ${brand.name}, beside your project. You need no account at PostHog first.`}
        mark={<Mark />}
        place={brand.name}
      >
        <p className="font-semibold">{PROJECT}</p>
        <p className="button button-primary button-small w-full">
          <PostHogMark look="size-5" />
          Open in PostHog
        </p>
        <div className="grid grid-cols-3 gap-2">
          <Line />
          <Line />
          <Line />
        </div>
        <Line />
        <Line />
      </Step>
      <Step
        number={2}
        title="Agree once"
        words="Already at PostHog? Choose a project there. New to PostHog? You get an account right away."
        mark={<PostHogMark look="size-5" />}
        place="PostHog"
      >
        <p className="flex items-center gap-2 font-semibold">
          <Mark />
          {brand.name} wants to connect
        </p>
        <p className="flex items-center gap-2 rounded-control border border-accent bg-accent-soft px-2.5 py-1.5">
          <span className="size-3 rounded-full border-4 border-accent" />
          {PROJECT}
        </p>
        <p className="flex items-center gap-1.5 text-ink-soft">
          <Icon name="check" look="size-4 text-ink-soft" />
          View your project
        </p>
        <p className="flex justify-end">
          <span className="button button-small bg-ink text-card">Approve</span>
        </p>
      </Step>
      <Step
        number={3}
        title="You are in"
        words="Logged in as you. From then on, each press of the button leads straight here."
        mark={<PostHogMark look="size-5" />}
        place="PostHog"
      >
        <p className="font-semibold">{PROJECT}</p>
        <p className="text-ink-soft">Visitors, last ten days</p>
        <svg viewBox="0 0 196 92" className="w-full fill-accent" role="presentation">
          <path d="M0 91.5h196" className="stroke-line" />
          {BARS.map((height, index) => (
            <rect key={height} x={index * 20} y={91 - height} width={16} height={height} rx={2} />
          ))}
        </svg>
      </Step>
    </ol>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly words: string;
  /** The logo of the site whose page is drawn. */
  readonly mark: ReactNode;
  readonly place: string;
  readonly children: ReactNode;
}

function Step({ number, title, words, mark, place, children }: StepProps) {
  return (
    <li className="row-span-2 grid min-w-0 grid-rows-subgrid not-last:mb-4 @2xl:not-last:mb-0">
      <div
        aria-hidden="true"
        className="pointer-events-none overflow-hidden rounded-card border border-line bg-card text-sm shadow-card select-none"
      >
        <p className="flex items-center gap-2 border-b border-line bg-paper px-4 py-2 font-medium">
          {mark}
          {place}
        </p>
        <div className="space-y-2.5 p-4">{children}</div>
      </div>
      <div className="space-y-1">
        <h3 className="flex items-center gap-2">
          <span aria-hidden="true" className="text-accent">
            {number}
          </span>
          {title}
        </h3>
        <p className="text-ink-soft">{words}</p>
      </div>
    </li>
  );
}

function Mark() {
  // biome-ignore lint/performance/noImgElement: next/image writes inline styles, which the CSP blocks
  return <img src="/mark.svg" alt="" width={20} height={20} />;
}

const Line = () => <p className="h-6 rounded-control bg-line/60" />;
