import type { User } from "../store/people";
import type { Region } from "./region";
import { createDigits, createOpaqueToken } from "./secrets";

const LINK_SECONDS = 7 * 86_400;
const CODE_SECONDS = 3600;
const MAX_MESSAGES = 500;

/** Stores a mail in the region's inbox. No mail leaves this machine. */
export function sendMail(region: Region, to: string, subject: string, text: string, links: string[]): void {
  const { mail } = region.store;
  mail.push({ to, subject, text, links, at: region.clock.now() });
  if (mail.length > MAX_MESSAGES) mail.shift();
}

/** Welcomes a user whose account a partner created. Setting a password also verifies the e-mail address. */
export function sendWelcome(region: Region, user: User, partnerName: string): void {
  const token = createOpaqueToken();
  region.store.passwordLinks.set(token, { token, userId: user.id, expiresAt: expiry(region, LINK_SECONDS) });
  const link = `${region.origin}/set_password/${user.uuid}/${token}`;
  const text = `${partnerName} created a PostHog account for you. Set a password to log in: ${link}`;
  sendMail(region, user.email, "Welcome to PostHog", text, [link]);
}

/** Sends a new verification code, which replaces any earlier one. */
export function sendVerification(region: Region, user: User): void {
  const code = createDigits();
  region.store.verificationCodes.set(String(user.id), { code, expiresAt: expiry(region, CODE_SECONDS) });
  const page = `${region.origin}/verify_email/${user.uuid}`;
  const text = `Your verification code is ${code}. Enter it on this page: ${page}`;
  sendMail(region, user.email, "Verify your email address", text, [page]);
}

const expiry = (region: Region, seconds: number) => region.clock.now() + seconds * 1000;
