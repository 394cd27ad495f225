/** Nobody can tell a request that expired from one that was replaced, answered or never made. */
export function DeadRequest({ reason }: { reason?: string | undefined }) {
  return (
    <div class="card stack">
      <h1>This request has expired</h1>
      <p role="alert">
        {reason ??
          "An app waits ten minutes for your answer, and asking again replaces the earlier request. Go back to the app and start connecting again."}
      </p>
      <p>
        <a href="/">Go to the home page</a>
      </p>
    </div>
  );
}
