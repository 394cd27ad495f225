import { openInPostHog } from "./actions";

export default function Page() {
  return (
    <form action={openInPostHog}>
      <button type="submit">Open in PostHog</button>
    </form>
  );
}
