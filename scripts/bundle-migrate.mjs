// Bundles `npm run db:migrate` into one file, for images without development packages: node migrate.cjs
import { build } from "esbuild";

await build({
  entryPoints: ["scripts/migrate.ts"],
  outfile: ".next/migrate.cjs",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // Migrating a database server needs none of these.
  external: ["@electric-sql/pglite", "fs-native-extensions", "pg-native"],
  logLevel: "warning",
});
