/** A body as people like to read it: JSON indented, a form one field a line, anything else as it came. */
export function makeLegible(body: string, contentType = ""): string {
  if (contentType.includes("json")) return indent(body);
  if (contentType.includes("x-www-form-urlencoded")) {
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join("\n");
  }
  return body;
}

function indent(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
