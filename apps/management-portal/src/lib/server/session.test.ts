import { expect, test } from "vitest";
import { cookieName, type Session, seal, unseal } from "./session.ts";

const key = new Uint8Array(32).fill(1);
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const session: Session = {
  kind: "customer",
  token: "header.payload.signature",
  tokenExpiresAt: inAnHour,
  session: "a-secret-of-the-session",
  sessionExpiresAt: inAnHour,
};

test("a session comes out of its cookie as it went in, and the cookie shows nothing of it", async () => {
  const sealed = await seal(session, key);
  expect(await unseal(sealed, key, "customer")).toMatchObject(session);
  expect(Buffer.from(sealed, "base64url").toString()).not.toContain("secret");
});

test("a customer's cookie under the name of the staff's opens nothing, and the reverse", async () => {
  expect(await unseal(await seal(session, key), key, "staff")).toBeUndefined();
  expect(await unseal(await seal({ ...session, kind: "staff" }, key), key, "customer")).toBeUndefined();
});

test("an altered cookie, another key and an expired session all mean: nobody is signed in", async () => {
  const parts = (await seal(session, key)).split(".");
  parts[3] = `${parts[3]?.startsWith("A") ? "B" : "A"}${parts[3]?.slice(1)}`;
  expect(await unseal(parts.join("."), key, "customer")).toBeUndefined();
  expect(await unseal(await seal(session, key), new Uint8Array(32).fill(2), "customer")).toBeUndefined();
  const expired = { ...session, sessionExpiresAt: new Date(Date.now() - 60_000).toISOString() };
  expect(await unseal(await seal(expired, key), key, "customer")).toBeUndefined();
});

test("the cookies are bound to their host wherever there is https", () => {
  expect(cookieName("customer", true)).toBe("__Host-portal_session");
  expect(cookieName("staff", true)).toBe("__Host-portal_staff");
  expect(cookieName("staff", false)).toBe("portal_staff");
});
