import { Section } from "@/components/section";
import { countConnections } from "@/features/partner-console/statistics";

const STATES = [
  { id: "connected", label: "Connected" },
  { id: "unfinished", label: "Project not fetched yet" },
  { id: "needsReconnect", label: "Have to connect again" },
] as const;

export async function ConnectionsSection() {
  const counts = await countConnections();
  return (
    <Section id="connections" title="Connections">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">State</th>
            {counts.map(({ region }) => (
              <th key={region} scope="col">
                {region}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {STATES.map(({ id, label }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              {counts.map((count) => (
                <td key={count.region}>{count[id]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
