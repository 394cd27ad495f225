import { PROFILES, type Settings } from "../core/settings";
import { ActionForm, Choice, Field, Submit, Toggle } from "./form-parts";
import { Live } from "./panel";

const WORDS = {
  documented: "documented: as the public pages say",
  current: "current: as the servers behave today",
} as const;

export function WorldPanel({ settings }: { settings: Settings }) {
  return (
    <>
      <ActionForm action="reset">
        <Choice
          name="profile"
          label="Profile"
          options={PROFILES.map((profile) => [profile, WORDS[profile]] as const)}
          chosen={settings.profile}
        />
        <Submit>Reset everything</Submit>
        <p class="soft small">Forgets all there is in both regions and starts the profile afresh.</p>
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
      <Live name="caps">
        <CallerCaps settings={settings} />
      </Live>
    </>
  );
}

/** The only setting that is a word and not a flag. */
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
      <summary>Account requests a day</summary>
      <ActionForm action="settings">
        <Field
          name="address"
          label="From one address"
          type="number"
          min={0}
          value={String(callerCaps.address)}
        />
        <Field
          name="email_root"
          label="For one mailbox"
          type="number"
          min={0}
          value={String(callerCaps.emailRoot)}
        />
        <Field
          name="email_domain"
          label="For one e-mail domain"
          type="number"
          min={0}
          value={String(callerCaps.emailDomain)}
        />
        <Submit>Set</Submit>
      </ActionForm>
    </details>
  );
}
