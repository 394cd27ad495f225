/** The proxy in front signs people in, so there are no routes for that here. */
const notFound = (): Response => new Response(null, { status: 404 });

export function GET(): Response {
  return notFound();
}

export function POST(): Response {
  return notFound();
}
