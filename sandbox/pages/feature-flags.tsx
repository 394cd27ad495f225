import {
  createFeatureFlag,
  deleteFeatureFlag,
  listFeatureFlags,
  requireFeatureFlag,
} from "../flags/feature-flags";
import { EmptyState } from "./empty-state";
import { ChangeForm, Confirm } from "./settings/change-form";
import { Field } from "./settings/field";
import { Item, TimeOrNever } from "./settings/item";
import type { RejectedForm, SettingsPage } from "./settings/settings-page";
import type { ProjectVisit } from "./visit";

/** The feature flags of a project. Every member may change them. */
export const featureFlagsPage: SettingsPage = {
  path: "/feature_flags",
  requireWriter: () => {},
  actions: {
    create: ({ region, project }, body) => ({
      text: `The flag ${createFeatureFlag(region, project, body).key} is on.`,
    }),
    toggle: (visit, body) => {
      const flag = find(visit, body.fields.id);
      flag.active = !flag.active;
      return { text: `The flag ${flag.key} is ${flag.active ? "on" : "off"}.` };
    },
    delete: (visit, body) => {
      const flag = find(visit, body.fields.id);
      deleteFeatureFlag(visit.region, flag);
      return { text: `The flag ${flag.key} is deleted.` };
    },
  },
  Content: FeatureFlags,
};

const find = ({ region, project }: ProjectVisit, key: unknown) =>
  requireFeatureFlag(region, project, String(key));

function FeatureFlags({ visit, rejected }: { visit: ProjectVisit; rejected: RejectedForm | undefined }) {
  const flags = listFeatureFlags(visit.region, visit.project);
  const typed = rejected?.body.fields.action === "create" ? rejected.body.fields : {};
  return (
    <>
      <h2>Feature flags</h2>
      {flags.length === 0 ? (
        <EmptyState title="No feature flags yet">
          Create a flag to turn a feature on for all users or for a percentage of them. Until then, SDKs get
          an empty list.
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {flags.map((flag) => (
            <Item
              name={flag.key}
              badge={
                <span class={`badge badge-${flag.active ? "on" : "off"}`}>{flag.active ? "on" : "off"}</span>
              }
              facts={[
                ["Rolled out to", `${flag.rolloutPercentage} %`],
                ["Payload", flag.payload === null ? "None" : <code>{flag.payload}</code>],
                ["Created", <TimeOrNever at={flag.createdAt} />],
              ]}
            >
              <ChangeForm visit={visit} action="toggle" id={flag.key}>
                <button class="button button-quiet button-small" type="submit">
                  Turn {flag.active ? "off" : "on"} <span class="visually-hidden">{flag.key}</span>
                </button>
              </ChangeForm>
              <Confirm
                visit={visit}
                action="delete"
                id={flag.key}
                verb="Delete"
                name={flag.key}
                consequence="SDKs will no longer get this flag."
                button="Delete flag"
              />
            </Item>
          ))}
        </ul>
      )}
      <section class="card stack new" aria-labelledby="new">
        <h3 id="new">New feature flag</h3>
        <ChangeForm visit={visit} action="create">
          <Field name="key" label="Key" value={typed.key} />
          <Field
            name="rollout_percentage"
            label="Rolled out to (percent)"
            value={typed.rollout_percentage ?? "100"}
          />
          <Field name="payload" label="Payload (JSON, optional)" value={typed.payload} isRequired={false} />
          <p>
            <button class="button" type="submit">
              Create flag
            </button>
          </p>
        </ChangeForm>
      </section>
    </>
  );
}
