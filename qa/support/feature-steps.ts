import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import { featureNames } from "../../scripts/support/delete-features";
import type { Sandbox } from "../../tests/support/sandbox";

interface Owner {
  readonly email: string;
  readonly page: Page;
  readonly sandbox: Sandbox;
}

/** What a feature contributes to these commands, in its own tests/support/steps.ts. */
export interface FeatureSteps {
  /** Creates one of what the feature manages, so that its pages have something to show. */
  readonly addContent?: (owner: Owner) => Promise<unknown>;
  /** Replaces a secret of the feature. */
  readonly replacement?: { readonly title: string; readonly run: (owner: Owner) => Promise<unknown> };
}

/** The steps of the existing features, ordered by name. This order puts features that others need first. */
export async function readFeatureSteps(): Promise<FeatureSteps[]> {
  const found: FeatureSteps[] = [];
  for (const name of featureNames()) {
    const path = `features/${name}/tests/support/steps.ts`;
    if (!existsSync(path)) continue;
    const { steps }: { steps: FeatureSteps } = await import(`../../${path}`);
    found.push(steps);
  }
  return found;
}
