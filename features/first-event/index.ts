import { InstallSection } from "./install-section";
import { firstEventMessages } from "./messages";

/** The first event: a snippet to paste, and a test event from here. */
export const firstEvent = {
  messages: firstEventMessages,
  activities: {
    send_test_event: { done: "Sent a test event", failed: "Could not send a test event" },
  },
  notices: {
    "event-sent": "A test event is on its way. It shows up in your project's activity within seconds.",
  },
  ProjectSection: InstallSection,
};
