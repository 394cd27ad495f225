import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";

const operators = z
  .string()
  .default("")
  .transform((value) =>
    value
      .toLowerCase()
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.email("must be e-mail addresses, separated by commas")));

/** Verified e-mail addresses of the partner's own people, in lower case. */
export const authConfiguration = defineConfiguration(
  z
    .object({ OPERATORS: operators.meta({ example: "ada@app.example,grace@app.example" }) })
    .transform((raw) => ({ operators: raw.OPERATORS })),
);
