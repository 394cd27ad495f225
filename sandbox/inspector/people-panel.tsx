import { listOrganizations } from "../core/directory";
import type { Region } from "../core/region";
import { LEVELS, type User } from "../store/people";
import { ActionForm, Choice, Field, Hidden, Submit, Toggle } from "./form-parts";
import { Live } from "./panel";
import { HiddenCount, search } from "./search";

const YES_NO = [
  ["true", "yes"],
  ["false", "no"],
] as const;

export function PeoplePanel({ region, find }: { region: Region; find: string }) {
  const users = search([...region.store.users.values()], find, (user) => `${user.name} ${user.email}`);
  return (
    <>
      <Live name="people">
        <ul class="items">
          {users.shown.map((user) => (
            <Person region={region} user={user} />
          ))}
        </ul>
        <HiddenCount count={users.hidden} />
      </Live>
      <details>
        <summary>Create a person</summary>
        <ActionForm action="create-user">
          <Field name="email" label="E-mail" type="email" required />
          <Field name="name" label="Name" />
          <Field name="organization" label="Organization (empty: a new one)" />
          <div class="row-tight row-end">
            <Choice name="level" label="As" options={LEVELS.map((l) => [l, l] as const)} chosen="owner" />
            <Field name="project" label="With project" />
          </div>
          <div class="row-tight row-end">
            <Choice name="email_verified" label="E-mail verified" options={YES_NO} />
            <Choice name="is_active" label="Active" options={YES_NO} />
            <Choice name="without_organization" label="No organization" options={YES_NO} chosen="false" />
          </div>
          <Submit>Create</Submit>
        </ActionForm>
      </details>
    </>
  );
}

function Person({ region, user }: { region: Region; user: User }) {
  const organizations = listOrganizations(region, user.id).map((organization) => organization.name);
  return (
    <li class="item">
      <strong class="breakable">{user.name || user.email}</strong>
      {user.name ? <span class="breakable">{user.email}</span> : null}
      <span class="soft">{organizations.join(", ") || "no organization"}</span>
      <ActionForm action="user">
        <Hidden name="id" value={user.id} />
        <div class="row-tight">
          <Toggle name="email_verified" label="E-mail verified" isOn={user.emailVerified} />
          <Toggle name="is_active" label="Active" isOn={user.isActive} />
        </div>
      </ActionForm>
      <ActionForm action="log-in-as">
        <Hidden name="id" value={user.id} />
        <div class="row-tight">
          <Submit>Log in as this person</Submit>
          <Submit name="stale" value="true">
            With an old log-in
          </Submit>
        </div>
      </ActionForm>
      <details>
        <summary>Rename, key, delete</summary>
        <ActionForm action="user">
          <Hidden name="id" value={user.id} />
          <div class="row-tight row-end">
            <Field name="name" label="Name" value={user.name} required />
            <Submit>Rename</Submit>
          </div>
        </ActionForm>
        <ActionForm action="personal-api-key">
          <Hidden name="user_id" value={user.id} />
          <Field name="scopes" label="Scopes" value="*" required />
          <div class="row-tight row-end">
            <Field name="scoped_teams" label="Only projects (ids)" />
            <Field name="scoped_organizations" label="Only organizations (ids)" />
          </div>
          <Submit>Create a personal API key</Submit>
        </ActionForm>
        <ActionForm action="delete-user">
          <Hidden name="id" value={user.id} />
          <Submit>Delete</Submit>
        </ActionForm>
      </details>
    </li>
  );
}
