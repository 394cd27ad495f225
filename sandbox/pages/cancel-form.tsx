/** A button that leaves the page without deciding. */
export function CancelForm() {
  return (
    <form method="get" action="/">
      <button class="button button-quiet" type="submit">
        Cancel
      </button>
    </form>
  );
}
