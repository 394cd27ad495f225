export const OPERATOR = "operator@example.org";

/** Makes the app's operators the one above and another one. */
export const OPERATORS = { OPERATORS: ` Ada@example.org,${OPERATOR}` };
