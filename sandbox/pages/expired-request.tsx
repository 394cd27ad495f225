/** Shown for every unknown `state`: a request that was replaced, answered or never made looks the same. */
export function ExpiredRequest({ reason }: { reason?: string | undefined }) {
  return (
    <div class="card stack">
      <h1>This request has expired</h1>
      <p role="alert">
        {reason ??
          "A request is valid for ten minutes, and a newer request replaces it. Go back to the app and start connecting again."}
      </p>
      <p>
        <a class="button button-quiet" href="/">
          Go to the home page
        </a>
      </p>
    </div>
  );
}
