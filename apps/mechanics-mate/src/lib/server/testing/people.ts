import { makeAccount } from "../../../server/demo.ts";
import type { Browser, TestSite } from "./site.ts";

const password = "three random words";

/** A browser with the session of a new account whose address is confirmed. */
export async function signedIn(site: TestSite, email: string): Promise<Browser> {
  await makeAccount(site.site, { email, name: email.split("@")[0] ?? "", password });
  const browser = site.browser();
  const { status, body } = await browser.send("POST", "/api/auth/login", { email, password });
  if (status !== 200) throw new Error(`${email} cannot sign in: ${JSON.stringify(body)}`);
  return browser;
}
