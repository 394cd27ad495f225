/** Our own drawing of a hedgehog for the button that leads to PostHog, whose logo is a trademark. */
export function PostHogMark({ look = "size-6" }: { look?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shrink-0 ${look}`} fill="currentColor">
      <path
        fillRule="evenodd"
        d="M3.2 18 4.4 15 2 13.8 4.8 12.3 3.5 9.6l3.1-.1L6.5 6.4l2.8 1.4L10.6 5l1.9 2.5 2.6-1.6.4 3.2c3.2 1.1 4.1 3.4 6.1 5.7.7.8.3 1.7-.8 1.8l-2 .2c-.4.7-1.1 1.2-2 1.2ZM16.8 14.3a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z"
      />
    </svg>
  );
}
