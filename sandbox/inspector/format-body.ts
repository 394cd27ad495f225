/** Formats a body for reading: JSON is indented, a form has one field per line, other types are unchanged. */
export function formatBody(body: string, contentType = ""): string {
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
