import { Refusal } from "../http/refusal";

/** The plans of the documented profile. */
const SERVICE_IDS = ["free", "pay_as_you_go", "analytics"];

export function checkServiceId(serviceId: string, id = ""): void {
  if (SERVICE_IDS.includes(serviceId)) return;
  throw new Refusal(400, "unknown_service", `Unknown service_id: ${serviceId}`, { id });
}

export function hasPayment(credentials: Record<string, unknown>): boolean {
  return credentials.type === "stripe_payment_token" && Boolean(credentials.stripe_payment_token);
}

/** A test payment token that is declined. */
const DECLINED_PAYMENT_TOKEN = "spt_declined";

export function isDeclined(credentials: Record<string, unknown>): boolean {
  return credentials.stripe_payment_token === DECLINED_PAYMENT_TOKEN;
}
