// Makes one file of `npm run db:migrate`, for images that hold no development packages: node migrate.cjs
import { build } from "esbuild";

await build({
  entryPoints: ["scripts/migrate.ts"],
  outfile: ".next/migrate.cjs",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // A server's migrations need none of these.
  external: ["@electric-sql/pglite", "fs-native-extensions", "pg-native"],
  logLevel: "warning",
});
