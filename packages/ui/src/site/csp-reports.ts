const perMinute = 30;
let windowStart = 0;
let count = 0;

/** Answers a browser that reports what the content policy kept out. Logged, a few a minute: anybody can post. */
export async function takeReport(request: Request, site: string): Promise<Response> {
  const now = Date.now();
  if (now - windowStart > 60_000) {
    windowStart = now;
    count = 0;
  }
  count += 1;
  if (count <= perMinute) {
    const report = (await request.text()).slice(0, 2000);
    process.stderr.write(`${JSON.stringify({ level: "warn", site, event: "csp", report })}\n`);
  }
  return new Response(null, { status: 204 });
}
