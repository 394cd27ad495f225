import type { Child } from "hono/jsx";
import { findUser } from "../../core/directory";
import type { Region } from "../../core/region";
import { Moment } from "../moment";

interface ItemProps {
  name: string;
  badge?: Child;
  facts: [name: string, value: Child][];
  children?: Child;
}

/** A key, token or record in a list: its name, its details and its actions. */
export function Item({ name, badge, facts, children }: ItemProps) {
  return (
    <li class="card stack-tight">
      <div class="row-between">
        <h3 class="breakable">{name}</h3>
        {badge}
      </div>
      <dl class="facts-row">
        {facts.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children ? <div class="actions">{children}</div> : null}
    </li>
  );
}

export function TimeOrNever({ at, never = "Never" }: { at: number | null; never?: string }) {
  return at === null ? <span>{never}</span> : <Moment at={at} />;
}

export function Creator({ region, id }: { region: Region; id: number | null }) {
  const user = id === null ? undefined : findUser(region, id);
  return <>{user ? user.name || user.email : "Unknown"}</>;
}
