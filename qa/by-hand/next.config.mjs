/** @type {import("next").NextConfig} */
export default {
  // Without it, Next would find our proxy.ts and instrumentation.ts in a folder above and run them here, too.
  pageExtensions: ["tsx"],
  // Its types are checked with ours.
  typescript: { ignoreBuildErrors: true },
};
