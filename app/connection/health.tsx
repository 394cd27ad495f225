import { Detail } from "@/components/detail";
import { Icon } from "@/components/icon";
import { State } from "@/components/state";
import { AskingInLine, Streamed } from "@/components/streamed";
import { Timestamp } from "@/components/timestamp";
import { features, findNextStep } from "@/features";
import type { Connection } from "@/lib/connection/connection";
import type { NextStep } from "@/lib/connection/next-step";

interface HealthProps {
  readonly connection: Connection;
  /** null when it was not opened within the retention period of activity. */
  readonly openedAt: Date | null;
  readonly whole: boolean;
}

const AGAIN: NextStep = { words: "Nothing is lost.", href: "#connect", label: "Connect again below" };
const OPEN: NextStep = { words: "Everything works.", href: "#open", label: "Open your project" };
const OPEN_FIRST: NextStep = {
  words: "Your project is ready.",
  href: "#open",
  label: "Open it for the first time",
};

/** A connection's health in one line, and what to do next. */
export async function Health({ connection, openedAt, whole }: HealthProps) {
  const isLost = connection.reconnectReason !== undefined;
  const next = isLost ? AGAIN : ((await findNextStep()) ?? (openedAt ? OPEN : OPEN_FIRST));
  return (
    <section aria-label="Health" className="card">
      <dl className="grid grid-cols-2 gap-x-group gap-y-4 @2xl:grid-flow-col @2xl:grid-cols-none @2xl:auto-cols-fr">
        <Detail term="Access">{isLost ? <Ended /> : <Access />}</Detail>
        <Detail term="Connected">
          <State is="good">
            <Timestamp date={connection.connectedAt} />
          </State>
        </Detail>
        <Detail term="Last opened">
          {openedAt ? (
            <State is="good">
              <Timestamp date={openedAt} />
            </State>
          ) : (
            <State is="unknown">Not yet</State>
          )}
        </Detail>
        {features.map(({ id, health }) =>
          health && !isLost ? (
            <Detail key={id} term={health.term}>
              <Streamed whole={whole} fallback={<AskingInLine />}>
                <health.Value connection={connection} />
              </Streamed>
            </Detail>
          ) : null,
        )}
      </dl>
      <div className={isLost ? undefined : "while-connected"}>
        <p className="mt-4 flex flex-wrap items-center gap-x-2 border-t border-line pt-4">
          <Step step={next} />
        </p>
      </div>
    </section>
  );
}

/** After a button press finds that access has ended, this says so too. */
function Access() {
  return (
    <>
      <span className="while-connected">
        <State is="good">Valid</State>
      </span>
      <span className="once-lost">
        <Ended />
      </span>
    </>
  );
}

const Ended = () => <State is="bad">Ended</State>;

function Step({ step: { words, href, label } }: { step: NextStep }) {
  return (
    <>
      <span className="text-ink-soft">{words}</span>
      <a href={href} className="inline-flex items-center gap-1.5 font-medium">
        {label}
        <Icon name="arrow" look="size-4" />
      </a>
    </>
  );
}
