/** @type {import("next").NextConfig} */
export default {
  // Otherwise Next takes a parent folder for the project if that folder has a lock file.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  typedRoutes: true,
  // For `npm test`, which has just checked the types, and for the demonstration: the check is a quarter of the build.
  typescript: { ignoreBuildErrors: process.env.NEXT_TYPES === "unchecked" },
  reactStrictMode: true,
  // Sends a page's title and icon in its head instead of streaming them, for browsers without JavaScript too.
  htmlLimitedBots: /.*/,
  // Browsers request this path before they have seen a page's own icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // For the container image: a folder with everything the server needs. `next start` needs the ordinary build.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  // Files that tracing does not see. The app compares the migrations with the database at runtime, and the lock of the
  // embedded database loads native code.
  outputFileTracingIncludes: {
    "/api/ready": ["./prisma/migrations/**/*", "./node_modules/fs-native-extensions/prebuilds/**/*"],
  },
  // The embedded database finds its WebAssembly beside its own files, so it must not be bundled. Zod is in every part of
  // the server: bundling it into each delays the first page of `npm run dev` by two seconds.
  serverExternalPackages: ["@electric-sql/pglite", "fs-native-extensions", "pglite-prisma-adapter", "zod"],
};
