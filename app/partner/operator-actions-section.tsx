import { ScrollBox } from "@/components/scroll-box";
import { Section } from "@/components/section";
import { Timestamp } from "@/components/timestamp";
import { failureOf, wordsOf } from "@/features";
import { listOperatorActions } from "@/lib/auth/operator-actions";

/** What operators did here, or tried to. */
export async function OperatorActionsSection() {
  const actions = await listOperatorActions();
  return (
    <Section id="operator-actions" title="Operators’ actions">
      {actions.length === 0 ? <p>No operator has changed anything yet.</p> : <Actions actions={actions} />}
    </Section>
  );
}

function Actions({ actions }: { actions: Awaited<ReturnType<typeof listOperatorActions>> }) {
  return (
    <ScrollBox label="Operators’ actions, newest first" look="max-h-96">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">With</th>
          </tr>
        </thead>
        <tbody>
          {actions.map(({ id, email, action, input, code, createdAt }) => (
            <tr key={id}>
              <td>
                <Timestamp date={createdAt} />
              </td>
              <td className="wrap-anywhere">{email}</td>
              <td>
                {code
                  ? `${wordsOf(action).failed}: ${failureOf(code)?.message.title ?? code}`
                  : wordsOf(action).done}
              </td>
              <td className="wrap-anywhere">
                <code className="text-sm">{input}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
