/** The proxy in front signs people in, so there are no routes for that here. */
export const GET = (): Response => new Response(null, { status: 404 });

export const POST = (): Response => GET();
