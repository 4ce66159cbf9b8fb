import { customerSelf, getMe, getStaffMe, updateMe } from "@mechanicbuddy/contract/management/auth";
import { listTenants } from "@mechanicbuddy/contract/management/tenants";
import type { RequestEvent } from "@sveltejs/kit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { customer, staff, visitor } from "./api.ts";
import type { Kind, Session } from "./session.ts";
import { submit } from "./submit.ts";
import { type FakeApi, startFakeApi } from "./testing/fake-api.ts";

let api: FakeApi;

beforeAll(async () => {
  api = await startFakeApi();
  process.env.MANAGEMENT_API_URL = api.url;
  process.env.SESSION_SECRET = "k".repeat(44);
});
afterAll(() => api.stop());
beforeEach(() => {
  api.calls.length = 0;
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

function sessionOf(kind: Kind, minutesLeft = 10): Session {
  const token = `${kind}-token`;
  return {
    kind,
    token,
    tokenExpiresAt: inMinutes(minutesLeft),
    session: "s".repeat(43),
    sessionExpiresAt: inMinutes(600),
  };
}

interface Given {
  sessions?: Session[];
  path?: string;
  form?: Record<string, string>;
}

/** A request as a page gets it; `jar` is what the browser would keep. */
function request({ sessions = [], path = "/workshops", form = {} }: Given) {
  const jar = new Map<string, string | undefined>();
  const url = new URL(path, "http://portal.example");
  const event = {
    url,
    request: new Request(url, { method: "POST", body: new URLSearchParams(form) }),
    getClientAddress: () => "198.51.100.7",
    cookies: {
      set: (name: string, value: string) => jar.set(name, value),
      delete: (name: string) => jar.set(name, undefined),
    },
    locals: {
      secure: false,
      sessions: Object.fromEntries(sessions.map((session) => [session.kind, session])),
      renewing: {},
      inForm: false,
    },
  } as unknown as RequestEvent;
  return { event, jar };
}

test("a customer's token goes to a customer's call, a staff member's to the staff's, and none to anyone's", async () => {
  const { event } = request({ sessions: [sessionOf("customer"), sessionOf("staff")] });
  await customer(event)(getMe);
  await staff(event)(getStaffMe);
  await visitor(event)(listTenants);
  expect(api.calls.map(({ token }) => token)).toEqual(["customer-token", "staff-token", undefined]);
});

test("a customer's session alone opens nothing of the staff: the call is never made", async () => {
  const { event } = request({ sessions: [sessionOf("customer")], path: "/operate/tenants?state=failed" });
  await expect(staff(event)(getStaffMe)).rejects.toMatchObject({
    status: 303,
    location: "/operate/login?next=%2Foperate%2Ftenants%3Fstate%3Dfailed",
  });
  expect(api.calls).toEqual([]);
});

test("a token about to end is replaced once, however many calls a page makes, and the browser keeps the next", async () => {
  const fresh = { ...sessionOf("customer"), token: "next-token" };
  api.answer({ method: "POST", path: "/api/auth/token" }, fresh);
  const { event, jar } = request({ sessions: [sessionOf("customer", 0)] });
  await Promise.all([customer(event)(getMe), customer(event)(customerSelf.listSessions)]);
  const paths = api.calls.map(({ path }) => path);
  expect(paths.filter((path) => path === "/api/auth/token")).toHaveLength(1);
  expect(api.calls.find(({ path }) => path === "/api/me")?.token).toBe("next-token");
  expect(jar.get("portal_session")).toBeDefined();
});

test("an ended session leads a page to its door and back, and is forgotten", async () => {
  api.answer({ method: "GET", path: "/api/me" }, { refuse: "unauthenticated" });
  const { event, jar } = request({ sessions: [sessionOf("customer")], path: "/account" });
  await expect(customer(event)(getMe)).rejects.toMatchObject({ location: "/login?next=%2Faccount" });
  expect([...jar]).toEqual([["portal_session", undefined]]);
});

test("a form keeps what was typed when its session has ended, but never a password", async () => {
  api.answer({ method: "PATCH", path: "/api/me" }, { refuse: "unauthenticated" });
  const form = { _form: "save", name: "Anna", password: "three random words" };
  const { event } = request({ sessions: [sessionOf("customer")], path: "/account", form });
  const answer = await submit(event, () => customer(event)(updateMe, { body: { name: "Anna" } }));
  expect(answer).toMatchObject({ status: 401, data: { failed: { form: "save", values: { name: "Anna" } } } });
  expect(JSON.stringify(answer)).not.toContain("random words");
});

test("what asks for the second factor again comes back whole, and goes through with the code", async () => {
  const path = "/api/me";
  const form = { _form: "save", name: "Olga" };
  api.answer({ method: "PATCH", path }, { refuse: "proof_required" });
  const first = request({ sessions: [sessionOf("staff")], path: "/operate/staff", form });
  const change = (event: RequestEvent) => staff(event)(updateMe, { body: { name: "Olga" } });
  expect(await submit(first.event, () => change(first.event))).toMatchObject({
    data: { failed: { code: "proof_required", values: { name: "Olga" } } },
  });
  api.answer({ method: "PATCH", path }, {});
  api.calls.length = 0;
  const again = request({
    sessions: [sessionOf("staff")],
    path: "/operate/staff",
    form: { ...form, _proof: "123456" },
  });
  expect(await submit(again.event, () => change(again.event))).toEqual({});
  expect(api.calls.map((call) => `${call.method} ${call.path}`)).toEqual([
    "POST /api/staff/me/factors/refresh",
    `PATCH ${path}`,
  ]);
});

test("a wrong code asks again instead of blaming a field that is not there", async () => {
  api.answer(
    { method: "POST", path: "/api/staff/me/factors/refresh" },
    { refuse: "invalid", detail: "This code does not fit." },
  );
  const { event } = request({
    sessions: [sessionOf("staff")],
    path: "/operate/staff",
    form: { _form: "save", _proof: "000000" },
  });
  expect(await submit(event, () => Promise.resolve("never"))).toMatchObject({
    data: { failed: { code: "proof_required", message: "This code does not fit." } },
  });
});
