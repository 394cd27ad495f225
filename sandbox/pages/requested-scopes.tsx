import { groupScopes, type ScopeGroup } from "./scope-groups";

/** Further objects of a group are collapsed, so that the buttons stay on the screen. */
const SHOWN = 8;

/** What an app asks for, grouped by what it will be able to do. */
export function RequestedScopes({ name, scopes }: { name: string; scopes: string[] }) {
  const groups = groupScopes(scopes);
  return (
    <section class="stack-tight" aria-labelledby="scopes">
      <h2 id="scopes">What {name} will be able to do</h2>
      {groups.length === 0 ? <p>Nothing, except see that you have an account.</p> : null}
      {groups.map((group) => (
        <Group group={group} />
      ))}
    </section>
  );
}

function Group({ group: { access, objects } }: { group: ScopeGroup }) {
  const hidden = objects.slice(SHOWN);
  return (
    <div class="scopes" data-access={access === "View" ? "view" : "change"}>
      <h3>{access}</h3>
      <Objects names={objects.slice(0, SHOWN)} />
      {hidden.length > 0 ? (
        <details>
          <summary>And {hidden.length} more</summary>
          <Objects names={hidden} />
        </details>
      ) : null}
    </div>
  );
}

function Objects({ names }: { names: string[] }) {
  return (
    <ul class="chips">
      {names.map((name) => (
        <li>{name}</li>
      ))}
    </ul>
  );
}
