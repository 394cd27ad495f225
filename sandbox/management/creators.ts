import { findUser } from "../core/directory";
import type { Region } from "../core/region";

/** The creator's user id; `null` when that user has been deleted. */
export function presentCreatorId(region: Region, id: number | null): number | null {
  return id === null ? null : (findUser(region, id)?.id ?? null);
}

export function presentCreator(region: Region, id: number | null) {
  const user = id === null ? undefined : findUser(region, id);
  if (!user) return null;
  const [firstName, ...otherNames] = user.name.split(" ");
  return {
    id: user.id,
    uuid: user.uuid,
    distinct_id: user.uuid,
    first_name: firstName,
    last_name: otherNames.join(" ").trim(),
    email: user.email,
    is_email_verified: user.emailVerified,
    hedgehog_config: null,
    role_at_organization: null,
  };
}
