import { PROFILES, type Settings } from "../core/settings";
import { ActionForm, Choice, Field, Submit, Toggle } from "./form-parts";
import { Live } from "./panel";

const PROFILE_LABELS = {
  documented: "documented: as in PostHog's public docs",
  current: "current: as PostHog's servers behave today",
} as const;

export function WorldPanel({ settings }: { settings: Settings }) {
  return (
    <>
      <ActionForm action="reset">
        <Choice
          name="profile"
          label="Profile"
          options={PROFILES.map((profile) => [profile, PROFILE_LABELS[profile]] as const)}
          chosen={settings.profile}
        />
        <Submit>Reset everything</Submit>
        <p class="soft small">Deletes all data in both regions and starts the chosen profile.</p>
      </ActionForm>
      <Live name="settings">
        <ActionForm action="settings">
          <div class="row-tight">
            <Toggle name="strict" label="Strict: no plain http" isOn={settings.strict} />
            <Toggle name="throttle" label="General throttles" isOn={settings.throttle} />
            <Toggle
              name="documented_status_codes"
              label="Status codes as documented"
              isOn={settings.documentedStatusCodes}
            />
            <WorkflowEngine isUp={settings.workflowEngine === "up"} />
          </div>
        </ActionForm>
      </Live>
      <Live name="caps">{settings.switches.callerCaps ? <CallerCaps settings={settings} /> : null}</Live>
    </>
  );
}

/** A toggle for a setting that is not a boolean. */
function WorkflowEngine({ isUp }: { isUp: boolean }) {
  return (
    <button
      class="toggle"
      type="submit"
      name="workflow_engine"
      value={isUp ? "down" : "up"}
      aria-pressed={String(isUp)}
    >
      Workflow engine
    </button>
  );
}

function CallerCaps({ settings: { callerCaps } }: { settings: Settings }) {
  return (
    <details>
      <summary>Account requests per day</summary>
      <ActionForm action="settings">
        <Field
          name="address"
          label="Per IP address"
          type="number"
          min={0}
          value={String(callerCaps.address)}
        />
        <Field
          name="email_root"
          label="Per mailbox"
          type="number"
          min={0}
          value={String(callerCaps.emailRoot)}
        />
        <Field
          name="email_domain"
          label="Per e-mail domain"
          type="number"
          min={0}
          value={String(callerCaps.emailDomain)}
        />
        <Submit>Set</Submit>
      </ActionForm>
    </details>
  );
}
