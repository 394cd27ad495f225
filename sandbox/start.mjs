import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// Faster by a third than the tsx command, which starts a second process and keeps it.
register({ tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)) });
await import("./main.ts");
