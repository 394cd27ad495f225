/** Leaves a question without an answer. */
export function CancelForm() {
  return (
    <form method="get" action="/">
      <button class="button button-quiet" type="submit">
        Cancel
      </button>
    </form>
  );
}
