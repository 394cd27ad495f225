/** The sandbox's logo: a pile of sand with a flag. */
export function Mark() {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="12" fill="#f3cf85" />
      <path d="M24 8v20" stroke="#6d2c12" stroke-width="2.5" stroke-linecap="round" />
      <path d="M24 9l11 4-11 5z" fill="#c2572b" />
      <path d="M4 40c7-1 10-14 20-14s13 13 20 14z" fill="#c98f3a" />
      <path d="M14 40c5-1 8-8 13-8s8 7 13 8z" fill="#a86f22" />
    </svg>
  );
}
