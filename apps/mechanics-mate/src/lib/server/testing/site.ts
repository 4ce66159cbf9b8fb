import { randomUUID } from "node:crypto";
import { createLog } from "@mechanicbuddy/platform/log";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { inject } from "vitest";
import type { MateVariables } from "../../../server/config.ts";
import { readMateConfig } from "../../../server/config.ts";
import { openSite, type RunningSite } from "../../../server/site.ts";
import { callerOf } from "../http/caller.ts";
import { migratedTemplate } from "./databases.ts";

export interface TestSite extends RunningSite {
  /** Address of the database under the login that owns it. */
  url: string;
  /** What the clock says; set it to move on. */
  clock: { now: Date };
  /** A client without cookies yet. */
  browser(options?: { ip?: string }): Browser;
  close(): Promise<void>;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  /** Sends as a page of the site does: origin, cookies and, for unsafe methods, a fresh token. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent>;
  /** Sends exactly this. */
  raw(request: Request): Promise<Sent>;
}

export interface Sent {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape
  body: any;
}

export const origin = "http://mate.test";

/** A site on a database of its own with every migration applied. */
export async function openTestSite(variables: Partial<MateVariables> = {}): Promise<TestSite> {
  const { superuser } = inject("platformDatabase").server;
  const name = `mate_${randomUUID().replaceAll("-", "")}`;
  const admin = new Client({ ...superuser, database: "postgres" });
  await admin.connect();
  const template = await migratedTemplate(admin);
  await admin.query(`create database ${name} owner mate_owner template ${template} strategy file_copy`);
  const url = `postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${name}`;
  // Each browser is somebody else, so limits of one address meet no two tests.
  let people = 0;
  const clock = { now: new Date("2026-11-20T10:00:00Z") };
  const config = { ...readMateConfig({ env: { ALLOWED_ORIGINS: origin, NODE_ENV: "test" } }).values, ...variables };
  const running = await openSite({
    config,
    databaseUrl: url,
    log: createLog({ level: "silent" }),
    now: () => clock.now,
    version: "test",
    withTasks: false,
    checkReplies: true,
  });
  return {
    ...running,
    url,
    clock,
    browser: ({ ip = `198.51.${people++ % 250}.7` } = {}) => browserOf(running, ip),
    close: async () => {
      await running.stop();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

function browserOf({ api }: RunningSite, ip: string): Browser {
  const cookies = new Map<string, string>();
  const raw = async (request: Request): Promise<Sent> => {
    const headers = new Headers(request.headers);
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const sent = new Request(request, { headers });
    const response = await api.fetch(sent, callerOf(headers, ip, false));
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/Expires=Thu, 01 Jan 1970/.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const send: Browser["send"] = async (method, path, body, headers = {}) => {
    const all: Record<string, string> = { ...headers };
    if (method !== "GET") {
      all.origin ??= origin;
      all["x-csrf-token"] ??= (await send("GET", "/api/auth/csrf-token")).body.csrfToken;
      if (body !== undefined) all["content-type"] ??= "application/json";
    }
    return raw(
      new Request(origin + path, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body) }),
    );
  };
  return { cookies, send, raw };
}
