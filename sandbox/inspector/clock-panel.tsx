import type { Clock } from "../core/clock";
import { ActionForm, Choice, Field, Hidden, Submit } from "./form-parts";
import { Live } from "./panel";

const STEPS = [
  [300, "5 minutes"],
  [3600, "1 hour"],
  [86_400, "1 day"],
] as const;

export function ClockPanel({ clock }: { clock: Clock }) {
  return (
    <>
      <Live name="now">
        <Now clock={clock} />
      </Live>
      <ActionForm action="clock">
        <div class="row-tight">
          {STEPS.map(([seconds, name]) => (
            <Submit name="amount" value={String(seconds)}>
              + {name}
            </Submit>
          ))}
        </div>
      </ActionForm>
      <ActionForm action="clock">
        <div class="row-tight row-end">
          <Field name="amount" label="Advance by" type="number" min={0} required />
          <Choice
            name="unit"
            label="Unit"
            options={[
              ["1", "seconds"],
              ["60", "minutes"],
              ["3600", "hours"],
              ["86400", "days"],
            ]}
          />
          <Submit>Advance</Submit>
        </div>
      </ActionForm>
      <Live name="frozen">
        <Freeze clock={clock} />
      </Live>
      <p class="soft small">One clock for both regions. Tokens, links, limits and mail all use it.</p>
    </>
  );
}

function Now({ clock }: { clock: Clock }) {
  const iso = new Date(clock.now()).toISOString();
  const { offset } = clock.snapshot();
  return (
    <p>
      <time class="now" datetime={iso}>
        {iso.slice(11, 19)}
      </time>
      <span class="soft">
        {iso.slice(0, 10)} UTC, {offset === 0 ? "real time" : `${describe(offset)} ahead`}
      </span>
    </p>
  );
}

function Freeze({ clock }: { clock: Clock }) {
  const isFrozen = clock.snapshot().frozenAt !== null;
  return (
    <ActionForm action="clock">
      <Hidden name="frozen" value={String(!isFrozen)} />
      <Submit>{isFrozen ? "Unfreeze the clock" : "Freeze the clock"}</Submit>
      {isFrozen ? <span class="fault">frozen</span> : null}
    </ActionForm>
  );
}

function describe(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  const texts = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return texts.join(" ") || "less than a minute";
}
