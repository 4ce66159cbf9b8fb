import { version } from "$app/env";
import { assets, immutable } from "$app/manifest";
import { self } from "$app/service-worker";
import { keepingOf } from "./keeping.ts";

/** Files of this release; they never change, so what is here is right. */
const FILES = `files-${version}`;
/** Pages that were looked at, for when there is no connection. */
const PAGES = "pages";
const OFFLINE = "/offline";
const files = new Set([...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin).pathname));

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  switch (
    keepingOf({ method: request.method, mode: request.mode, path: url.pathname, isFile: files.has(url.pathname) })
  ) {
    case "file":
      event.respondWith(file(request));
      break;
    case "page":
      event.respondWith(page(request, true));
      break;
    case "unkept page":
      event.respondWith(page(request, false));
      break;
    case "end of a session":
      event.waitUntil(caches.delete(PAGES));
  }
});

async function fill(): Promise<void> {
  const kept = await caches.open(FILES);
  await kept.addAll([...files]);
  await kept.add(OFFLINE);
}

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name !== FILES && name !== PAGES) await caches.delete(name);
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: FILES })) ?? fetch(request);
}

/** From the server while there is one; else as it was seen last, and at least the page that says so. */
async function page(request: Request, isKept: boolean): Promise<Response> {
  try {
    const response = await fetch(request);
    if (isKept && response.ok && !response.redirected) await (await caches.open(PAGES)).put(request, response.clone());
    return response;
  } catch (error) {
    const kept =
      (await caches.match(request, { cacheName: PAGES })) ?? (await caches.match(OFFLINE, { cacheName: FILES }));
    if (kept === undefined) throw error;
    return kept;
  }
}
