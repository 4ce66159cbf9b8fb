/** Passes an event of Stripe on unread: its signature is over these bytes, and the API alone can tell whether it fits. */
export async function passOn(request: Request, apiUrl: URL): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    "stripe-signature": request.headers.get("stripe-signature") ?? "",
  };
  const reply = await fetch(new URL("/api/webhooks/stripe", apiUrl), {
    method: "POST",
    headers,
    body: await request.arrayBuffer(),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  if (reply === undefined) return new Response("Come again later.", { status: 503, headers: { "retry-after": "30" } });
  return new Response(await reply.text(), { status: reply.status, headers: { "content-type": "application/json" } });
}
