import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The value of NODE_EXTRA_CA_CERTS for a process that should trust it. */
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a self-signed certificate for localhost. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "certificate-"));
  const [key, path] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost";
  const files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", path];
  await promisify(execFile)("openssl", [...kind.split(" "), ...files]);
  return {
    key: await readFile(key, "utf8"),
    cert: await readFile(path, "utf8"),
    path,
    remove: () => rm(folder, { recursive: true }),
  };
}
