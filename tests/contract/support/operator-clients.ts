import { z } from "zod";
import { Client, type Fields } from "./clients";
import type { Region } from "./region";

/** A client whose id was assigned by an operator, perhaps with a secret. Nothing is published for it. */
export class OperatorClient extends Client {
  constructor(
    id: string,
    redirectUri: string,
    readonly secret: string | undefined,
  ) {
    super(id, "", "", {}, redirectUri);
  }

  override async proof(): Promise<Fields> {
    const { id: client_id, secret: client_secret } = this;
    return client_secret === undefined ? { client_id } : { client_id, client_secret };
  }
}

const made = z.object({
  client_id: z.string(),
  redirect_uris: z.array(z.string()),
  client_secret: z.string().optional(),
});

export const OPERATOR_TYPES = ["public", "client_secret_post"] as const;

export async function makeClient(region: Region, fields: Fields = {}): Promise<OperatorClient> {
  const body = {
    name: "Burrow",
    type: "public",
    redirect_uris: ["https://burrow.example/callback"],
    ...fields,
  };
  const { client_id, redirect_uris, client_secret } = made.parse(
    await region.control("POST", "clients", body),
  );
  return new OperatorClient(client_id, redirect_uris[0] ?? "", client_secret);
}
