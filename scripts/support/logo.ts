import { readFileSync } from "node:fs";
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { z } from "zod";

const MOST_CHARACTERS = 100_000;
const COMMENT = 8;
const SVG = "http://www.w3.org/2000/svg";

const OPTIONS = {
  USE_PROFILES: { svg: true, svgFilters: true },
  ADD_ATTR: ["role"],
  // An image element can load external resources.
  FORBID_TAGS: ["image"],
  IN_PLACE: true as const,
};

/** A logo must be a drawing without scripts or external resources, because browsers open it on this origin. */
export const logoSchema = z
  .string()
  .transform((path, context) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      context.addIssue("cannot be read");
      return z.NEVER;
    }
  })
  .refine((svg) => svg.length <= MOST_CHARACTERS, { error: "must be smaller than 100 KB", abort: true })
  .superRefine((svg, context) => {
    const { window } = new JSDOM();
    const { documentElement } = new window.DOMParser().parseFromString(svg, "application/xml");
    if (documentElement.nodeName !== "svg" || documentElement.namespaceURI !== SVG)
      return context.addIssue("must be an SVG");
    const purifier = createDOMPurify(window);
    purifier.sanitize(documentElement, OPTIONS);
    const refused = purifier.removed.flatMap((removed) => {
      if ("attribute" in removed) return removed.attribute?.name ?? "an attribute";
      return removed.element.nodeType === COMMENT ? [] : removed.element.nodeName;
    });
    if (refused.length > 0)
      context.addIssue(`must be a drawing alone, without ${[...new Set(refused)].join(", ")}`);
  });
