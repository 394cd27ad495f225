import type { Region } from "../core/region";
import type { Organization } from "../store/people";

/** The apps that published a verification token of this organization. */
export function LinkedApps({ region, organization }: { region: Region; organization: Organization }) {
  const clients = [...region.store.clients.values()].filter((c) => c.organizationId === organization.id);
  if (clients.length === 0) return <p class="soft">No app is linked to {organization.name}.</p>;
  return (
    <ul class="plain-list" aria-label="Linked apps">
      {clients.map(({ name, clientId }) => (
        <li>
          <strong>{name}</strong>
          <br />
          <code class="soft breakable">{clientId}</code>
        </li>
      ))}
    </ul>
  );
}
