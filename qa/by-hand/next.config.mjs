/** @type {import("next").NextConfig} */
export default {
  // Without this, Next would find our proxy.ts and instrumentation.ts in a parent folder and run them here too.
  pageExtensions: ["tsx"],
  // The project's own type check covers this app.
  typescript: { ignoreBuildErrors: true },
};
