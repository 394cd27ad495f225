/** What a form shows when the browser cannot reach our own server. */
export const OFFLINE = {
  ok: false,
  code: "offline",
  message: {
    title: "You seem to be offline",
    body: "We could not reach our own server from your browser. Nothing is lost.",
    next: "Press the button again as soon as your connection is back.",
  },
} as const;
