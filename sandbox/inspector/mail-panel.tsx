import type { Region } from "../core/region";
import { Moment } from "../pages/moment";
import { Live } from "./panel";

const SHOWN = 5;

export function MailPanel({ region }: { region: Region }) {
  const latest = region.store.mail.slice(-SHOWN).reverse();
  return (
    <Live name="mail">
      {latest.length === 0 ? <p class="soft">No mail yet.</p> : null}
      <ul class="items">
        {latest.map((message) => (
          <li class="item">
            <strong>{message.subject}</strong>
            <span class="breakable">To {message.to}</span>
            <span class="soft">
              <Moment at={message.at} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/_sandbox/mail-inbox">Read it in the inbox</a>
      </p>
    </Live>
  );
}
