import type { FormFields } from "./form-fields";
import type { PanelName } from "./panel";

/** One call of the control API. */
export interface ControlCall {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  body?: Record<string, unknown>;
}

interface Action {
  /** The panel to open afterwards. */
  panel: PanelName;
  toCall(fields: FormFields): ControlCall;
}

const post = (path: string, body: Record<string, unknown> = {}): ControlCall => ({
  method: "POST",
  path,
  body,
});
const patch = (path: string, body: Record<string, unknown>): ControlCall => ({ method: "PATCH", path, body });
const remove = (path: string): ControlCall => ({ method: "DELETE", path });

/** A form field as a path segment. */
const segment = (f: FormFields, name: string) => encodeURIComponent(f.text(name) ?? "");

/** The inspector's forms by name. Each one is sent as a request to the control API. */
const ACTIONS = new Map<string, Action>([
  [
    "clock",
    {
      panel: "clock",
      toCall: (f) =>
        post("/clock", {
          advance_seconds: toSeconds(f.number("amount"), f.number("unit")),
          frozen: f.flag("frozen"),
        }),
    },
  ],
  [
    "reset",
    {
      panel: "world",
      toCall: (f) => post("/reset", { profile: f.text("profile"), strict: f.flag("strict") }),
    },
  ],
  [
    "settings",
    {
      panel: "world",
      toCall: (f) =>
        patch("/settings", {
          workflow_engine: f.text("workflow_engine"),
          throttle: f.flag("throttle"),
          strict: f.flag("strict"),
          documented_status_codes: f.flag("documented_status_codes"),
          caller_caps: {
            address: f.number("address"),
            email_root: f.number("email_root"),
            email_domain: f.number("email_domain"),
          },
        }),
    },
  ],
  [
    "fault",
    {
      panel: "faults",
      toCall: (f) =>
        post("/faults", {
          method: f.text("method"),
          path: f.text("path"),
          kind: f.text("kind"),
          status: f.number("status"),
          body: f.json("body"),
          headers: f.headers("headers"),
          delay_ms: f.number("delay_ms"),
          times: f.number("times") ?? null,
        }),
    },
  ],
  ["remove-fault", { panel: "faults", toCall: (f) => remove(`/faults/${segment(f, "id")}`) }],
  ["clear-faults", { panel: "faults", toCall: () => remove("/faults") }],
  [
    "client",
    {
      panel: "clients",
      toCall: (f) =>
        patch("/clients", {
          client_id: f.text("client_id"),
          active: f.flag("active"),
          disabled: f.flag("disabled"),
          can_create_accounts: f.flag("can_create_accounts"),
          can_provision_resources: f.flag("can_provision_resources"),
          can_issue_deep_links: f.flag("can_issue_deep_links"),
          issues_personal_api_key: f.flag("issues_personal_api_key"),
          rate_limits: toRateLimits(f.text("endpoint"), f.number("per_hour")),
        }),
    },
  ],
  [
    "revoke-sessions",
    { panel: "clients", toCall: (f) => post("/clients/revoke_sessions", { client_id: f.text("client_id") }) },
  ],
  ["create-user", { panel: "people", toCall: (f) => post("/users", toUser(f)) }],
  [
    "user",
    {
      panel: "people",
      toCall: (f) =>
        patch(`/users/${segment(f, "id")}`, {
          email_verified: f.flag("email_verified"),
          is_active: f.flag("is_active"),
          name: f.text("name"),
        }),
    },
  ],
  ["delete-user", { panel: "people", toCall: (f) => remove(`/users/${segment(f, "id")}`) }],
  [
    "personal-api-key",
    {
      panel: "people",
      toCall: (f) =>
        post("/personal_api_keys", {
          user_id: f.text("user_id"),
          label: f.text("label"),
          scopes: f.list("scopes"),
          scoped_teams: f.list("scoped_teams").map(Number),
          scoped_organizations: f.list("scoped_organizations"),
        }),
    },
  ],
  [
    "organization",
    {
      panel: "organizations",
      toCall: (f) =>
        patch(`/organizations/${segment(f, "id")}`, {
          max_proxy_records: f.text("max_proxy_records") === "none" ? null : f.number("max_proxy_records"),
          member_personal_api_keys: f.flag("member_personal_api_keys"),
        }),
    },
  ],
  [
    "proxy-record",
    {
      panel: "organizations",
      toCall: (f) =>
        post(`/proxy_records/${segment(f, "id")}/advance`, {
          status: f.text("status"),
          message: f.text("message"),
        }),
    },
  ],
]);

export function findAction(name: string): Action | undefined {
  return ACTIONS.get(name);
}

function toSeconds(amount: number | undefined, unit = 1): number | undefined {
  return amount === undefined ? undefined : amount * unit;
}

function toRateLimits(endpoint: string | undefined, perHour: number | undefined) {
  return endpoint === undefined || perHour === undefined ? undefined : { [endpoint]: perHour };
}

function toUser(f: FormFields): Record<string, unknown> {
  const organization = f.text("organization");
  const project = f.text("project");
  const wanted = {
    name: organization,
    level: f.text("level"),
    ...(project === undefined ? {} : { projects: [{ name: project }] }),
  };
  const organizations = f.flag("without_organization")
    ? []
    : organization === undefined
      ? undefined
      : [wanted];
  return {
    email: f.text("email"),
    name: f.text("name"),
    email_verified: f.flag("email_verified"),
    is_active: f.flag("is_active"),
    organizations,
  };
}
