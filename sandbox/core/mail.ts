import type { EmailLink } from "../store/browser";
import type { User } from "../store/people";
import type { Region } from "./region";
import { createOpaqueToken } from "./secrets";

const LINK_SECONDS = 7 * 86_400;
const MAX_MESSAGES = 500;

/** Stores a mail in the region's inbox. No mail leaves this machine. */
export function sendMail(region: Region, to: string, subject: string, text: string, links: string[]): void {
  const { mail } = region.store;
  mail.push({ to, subject, text, links, at: region.clock.now() });
  if (mail.length > MAX_MESSAGES) mail.shift();
}

/** For a user whose account a partner created. Following the link also verifies the e-mail address. */
export function sendWelcome(region: Region, user: User, partnerName: string): void {
  const link = `${region.origin}/set_password/${user.uuid}/${createEmailLink(region, user, "set_password")}`;
  const text = `${partnerName} created a PostHog account for you. Set a password to log in: ${link}`;
  sendMail(region, user.email, "Welcome to PostHog", text, [link]);
}

export function sendVerification(region: Region, user: User): void {
  const link = `${region.origin}/verify_email/${user.uuid}/${createEmailLink(region, user, "verify_email")}`;
  sendMail(region, user.email, "Verify your email address", `Verify your email address: ${link}`, [link]);
}

function createEmailLink(region: Region, user: User, purpose: EmailLink["purpose"]): string {
  const token = createOpaqueToken();
  const expiresAt = region.clock.now() + LINK_SECONDS * 1000;
  region.store.emailLinks.set(token, { token, userId: user.id, purpose, expiresAt });
  return token;
}
