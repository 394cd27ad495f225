// `npm start`: the production server, on the address in HOSTNAME. Plain Node, because a deployment has no tsx.
import { isIP } from "node:net";
import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd(), false, { info() {}, error: console.error });
const { HOSTNAME = "", ALLOW_SANDBOX } = process.env;

// Shells and containers put the machine's name there, which says nothing about where to listen. With a sandbox, which
// is on this machine too, people may sign in with any address: only this machine gets in.
const isAddress = isIP(HOSTNAME) !== 0 || HOSTNAME === "localhost";
const address = isAddress ? HOSTNAME : ALLOW_SANDBOX === "1" ? "127.0.0.1" : undefined;

process.argv.splice(2, 0, "start", ...(address ? ["--hostname", address] : []));
await import("next/dist/bin/next");
