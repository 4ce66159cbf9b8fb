import { expect, test } from "vitest";
import { cookieName, type Session, seal, unseal } from "./session.ts";

const key = new Uint8Array(32).fill(1);
const session: Session = {
  tenant: "sadama",
  token: "header.payload.signature",
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  idleSeconds: 1500,
  remember: false,
  role: "advisor",
};

test("a session comes out of its cookie as it went in", async () => {
  expect(await unseal(await seal(session, key), key, "sadama")).toMatchObject(session);
});

test("the cookie shows nothing of the session", async () => {
  const sealed = await seal(session, key);
  expect(sealed).not.toContain(session.token);
  expect(Buffer.from(sealed, "base64url").toString()).not.toContain("advisor");
});

test("a session of the neighbour's workshop does not open here", async () => {
  expect(await unseal(await seal(session, key), key, "brightside")).toBeUndefined();
});

test("an altered cookie, another key and an expired session all mean: nobody is signed in", async () => {
  const sealed = await seal(session, key);
  const parts = sealed.split(".");
  parts[3] = `${parts[3]?.startsWith("A") ? "B" : "A"}${parts[3]?.slice(1)}`;
  expect(await unseal(parts.join("."), key, "sadama")).toBeUndefined();
  expect(await unseal(sealed, new Uint8Array(32).fill(2), "sadama")).toBeUndefined();
  const expired = await seal({ ...session, expiresAt: new Date(Date.now() - 60_000).toISOString() }, key);
  expect(await unseal(expired, key, "sadama")).toBeUndefined();
  expect(await unseal("nonsense", key, "sadama")).toBeUndefined();
});

test("the cookie is bound to its host wherever there is https", () => {
  expect(cookieName("session", true)).toBe("__Host-mb_session");
  expect(cookieName("session", false)).toBe("mb_session");
});
