/** @type {import("next").NextConfig} */
export default {
  // Without it, Next takes a folder above for the project when that one has a lock file.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  // A page's name and icon are in its head from the start, for browsers without JavaScript as well.
  htmlLimitedBots: /.*/,
  // Browsers ask for this one where they have not come to a page's own icon yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // A folder with everything the server needs, for the image; `next start` wants it otherwise.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  // Read while the app runs, to compare with what the database has.
  // The lock of the embedded database looks for its native code where tracing does not see it.
  outputFileTracingIncludes: {
    "/api/ready": ["./prisma/migrations/**/*", "./node_modules/fs-native-extensions/prebuilds/**/*"],
  },
  // The embedded database finds its WebAssembly beside its own files, so it must not be bundled.
  serverExternalPackages: ["@electric-sql/pglite", "fs-native-extensions", "pglite-prisma-adapter"],
};
