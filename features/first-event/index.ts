import { InstallSection } from "./install-section";
import { findNextStep, LatestEvent } from "./latest-event";
import { firstEventMessages } from "./messages";
import { READ_BACK } from "./scope";

/** The first event: a snippet to paste, and a test event from here. */
export const firstEvent = {
  messages: firstEventMessages,
  activities: {
    send_test_event: { done: "Sent a test event", failed: "Could not send a test event" },
  },
  notices: {
    "event-sent": "A test event is on its way. It shows up in your project's activity within seconds.",
  },
  scopes: { [READ_BACK]: "To tell you that your events arrive, and when the last one came." },
  ProjectSection: InstallSection,
  health: { term: "Latest event", Value: LatestEvent },
  findNextStep,
};
