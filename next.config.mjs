/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // A page's name and icon are in its head from the start: else a browser asks for /favicon.ico before it reads them.
  htmlLimitedBots: /.*/,
  // A folder with everything the server needs, for the image; `next start` wants it otherwise.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  // Read while the app runs, to compare with what the database has.
  outputFileTracingIncludes: { "/api/ready": ["./prisma/migrations/**/*"] },
  // The embedded database finds its WebAssembly beside its own files, so it must not be bundled.
  serverExternalPackages: ["@electric-sql/pglite", "pglite-prisma-adapter"],
};
