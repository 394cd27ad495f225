import { expect, test } from "@playwright/test";
import { checkDomain } from "../../domain";

test("a domain is a name, and no address", () => {
  expect(() => checkDomain("e.harbour.example", false)).not.toThrow();
  for (const wrong of ["192.0.2.7", "::1", "2001:db8::1", "harbour", "-a.example", "a b.example"]) {
    expect(() => checkDomain(wrong, false), wrong).toThrow("domain_invalid");
  }
});
