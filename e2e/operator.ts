import { TOTP } from "otpauth";

/** Who runs the platform in the journeys. */
export const operator = "olga@platform.example";
export const operatorPassword = "four quiet random words";

/** Takes an invitation to the staff as a browser without script would: password, second factor, and the session's cookie. */
export async function operatorCookie(token: string): Promise<string> {
  const origin = process.env.E2E_PORTAL ?? "";
  let cookie = "";
  const send = async (path: string, fields: Record<string, string>): Promise<string> => {
    const reply = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: { origin, cookie, accept: "text/html" },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    const kept = reply.headers.getSetCookie().find((line) => line.startsWith("portal_staff="));
    cookie = kept?.split(";")[0] ?? cookie;
    return reply.text();
  };
  await send(`/operate/accept?token=${token}`, { _form: "accept", password: operatorPassword });
  const page = await send("/operate/factor?/beginFactor", { _form: "begin-factor", password: operatorPassword });
  const secret = /data-testid="secret">([^<]+)</.exec(page)?.[1]?.replaceAll(" ", "");
  if (secret === undefined) throw new Error(`No secret on the page of the second factor: ${page.slice(0, 500)}`);
  await send("/operate/factor?/confirmFactor", { _form: "confirm-factor", code: new TOTP({ secret }).generate() });
  return cookie.slice("portal_staff=".length);
}
