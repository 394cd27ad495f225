import { isAdmin } from "../../management/levels";
import type { ProjectVisit } from "../visit";

export const mayWrite = ({ region, signedIn, organization }: ProjectVisit) =>
  isAdmin(region, signedIn.user, organization);

export function AdminsOnly() {
  return <p class="notice">You can look at this. To change it, ask an admin of your organization.</p>;
}
