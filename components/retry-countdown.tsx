"use client";

import { useEffect, useState } from "react";

/** Says when to try again, and counts down to it. */
export function RetryCountdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  // The alert around it announces the first text; announcing every later second would be noise.
  return (
    <p aria-live="off">
      {left > 0 ? `You can try again in ${waitingTime(left)}.` : "You can try again now."}
    </p>
  );
}

function waitingTime(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
