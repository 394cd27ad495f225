"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { connectionOf } from "@/lib/connection/partner-project";
import { type Limit, ordinaryLimit } from "@/lib/platform/limits";
import { sendTestEvent } from "./test-event";

const limit: Limit = { ...ordinaryLimit, name: "event", user: { burst: 10, perHour: 60 } };

export const sendEvent = withUser(
  { ...recorded("send_test_event"), form: z.object({}), limit },
  async (user) => {
    await sendTestEvent(connectionOf(user));
    return { to: "/connection?done=event-sent" };
  },
);
