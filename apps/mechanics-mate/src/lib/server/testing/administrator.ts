import { TOTP } from "otpauth";
import { Client } from "pg";
import type { Browser, TestSite } from "./site.ts";

export const password = "otter window velvet";

/** A browser signed in with a confirmed address. */
export async function signedUp(site: TestSite, email: string): Promise<Browser & { userId: string }> {
  const browser = site.browser();
  await browser.send("POST", "/api/auth/signup", { email, password, acceptTerms: true });
  const { rows } = await site.site.database.shared.run<{ text: string }>({
    text: "select body_text as text from mate.mails where recipient = $1 order by id limit 1",
    values: [email],
  });
  const token = /token=([\w-]+)/.exec(rows[0]?.text ?? "")?.[1];
  await browser.send("POST", "/api/auth/verify-email", { token });
  const me = await browser.send("GET", "/api/auth/me");
  return Object.assign(browser, { userId: me.body.user.id as string });
}

/** The same with a role and a second factor, as administration asks for. */
export async function administrator(site: TestSite, email: string, role: "support" | "operator" = "operator") {
  const browser = await signedUp(site, email);
  const owner = new Client({ connectionString: site.url });
  await owner.connect();
  await owner.query("insert into mate.admin_users (user_id, role) values ($1, $2)", [browser.userId, role]);
  await owner.end();
  const begun = await browser.send("POST", "/api/auth/totp", { action: "begin", password });
  const code = new TOTP({ secret: begun.body.secret, period: 30 }).generate({ timestamp: site.clock.now.getTime() });
  await browser.send("POST", "/api/auth/totp", { action: "confirm", code });
  return browser;
}
