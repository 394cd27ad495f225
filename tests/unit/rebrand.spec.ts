import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { brandingSchema, planRebrand } from "../../scripts/support/rebrand";
import { makeTempFolder } from "../support/temp-folder";

const GOOD = { name: "Harbour & Söhne", origin: "https://harbour.example", brand: "#0044cc" };

test("rebranding warns of nothing in the document as it comes", () => {
  expect(planRebrand(brandingSchema.parse(GOOD)).warnings).toEqual([]);
});

for (const [what, change, words] of [
  ["a plain http origin", { origin: "http://harbour.example" }, "must be an https address"],
  ["an origin with a path", { origin: "https://harbour.example/app" }, "must be an origin"],
  ["a logo that is no drawing", { logo: "package.json" }, "must be an SVG"],
  ["a logo that is not there", { logo: "nowhere.svg" }, "cannot be read"],
  ["a name that PostHog keeps to itself", { name: "PostHog Harbour" }, "must not begin with PostHog"],
  ["a scope that is none", { scopes: "everything" }, "com.posthog.scopes"],
] as const) {
  test(`rebranding refuses ${what}`, () => {
    expect(() => planRebrand(brandingSchema.parse({ ...GOOD, ...change }))).toThrow(words);
  });
}

for (const [what, inner] of [
  ["a script", "<script>alert(1)</script>"],
  ["an event handler", '<path onload="alert(1)"/>'],
  ["a link that runs a script", '<a href="java&#x09;script:alert(1)"><path/></a>'],
  ["another document", "<foreignObject><iframe/></foreignObject>"],
  ["a handler that is set later", '<set attributeName="onmouseover" to="alert(1)"/>'],
  ["what lies elsewhere", '<image href="https://evil.example/a.png"/>'],
] as const) {
  test(`rebranding refuses a logo with ${what}`, () => {
    const path = join(makeTempFolder(), "mark.svg");
    const write = (content: string) =>
      writeFileSync(
        path,
        `<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>x</title>${content}</svg>`,
      );
    write('<!-- drawn --><path d="M0 0h9" fill="url(#g)" style="fill:red"/>');
    expect(() => brandingSchema.parse({ ...GOOD, logo: path })).not.toThrow();
    write(inner);
    expect(() => brandingSchema.parse({ ...GOOD, logo: path })).toThrow("must be a drawing alone");
  });
}
