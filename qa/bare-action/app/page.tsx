import { leave } from "./actions";

export default function Page() {
  return (
    <form action={leave}>
      <button type="submit">Open in PostHog</button>
    </form>
  );
}
