export { approve, approveWithoutReturning, cancel, reachConsent } from "./consent.ts";
export type { PartnerApp, Place } from "./partner-app.ts";
export { expectConnected, expectNotConnected, type PartnerTest, partnerTest } from "./partner-test.ts";
export type { Organization, People, Person } from "./people.ts";
export { partnerSuite } from "./suite.ts";
export type { Traffic } from "./traffic.ts";
