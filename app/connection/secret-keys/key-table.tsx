import { Link } from "@/components/link";
import { Scopes } from "@/components/scopes";
import { ScrollBox } from "@/components/scroll-box";
import { Timestamp } from "@/components/timestamp";
import type { SecretKey } from "@/features/secret-keys/api";

export function KeyTable({ items }: { items: readonly SecretKey[] }) {
  if (items.length === 0) return <p className="card">There are no keys yet.</p>;
  return (
    <ScrollBox label="Keys" look="card py-3 sm:py-4">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Scopes</th>
            <th scope="col">Created by</th>
            <th scope="col">Last used</th>
            <th scope="col">Last rolled</th>
          </tr>
        </thead>
        <tbody>
          {items.map((key) => (
            <KeyRow key={key.id} secretKey={key} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function KeyRow({ secretKey }: { secretKey: SecretKey }) {
  const { id, label, mask, scopes, createdBy, lastUsedAt, lastRolledAt } = secretKey;
  return (
    <tr>
      <th scope="row" className="font-normal">
        <Link href={`/connection/secret-keys/${encodeURIComponent(id)}`} className="font-medium">
          {label}
        </Link>
        <code className="block text-sm whitespace-nowrap text-ink-soft">{mask ?? "No preview"}</code>
      </th>
      <td>
        <Scopes scopes={scopes} />
      </td>
      <td>{createdBy ?? "Unknown"}</td>
      <td className="whitespace-nowrap">{lastUsedAt ? <Timestamp date={lastUsedAt} /> : "Never"}</td>
      <td className="whitespace-nowrap">{lastRolledAt ? <Timestamp date={lastRolledAt} /> : "Never"}</td>
    </tr>
  );
}
