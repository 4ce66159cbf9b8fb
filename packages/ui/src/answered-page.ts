/** The browser's own safe way from an answer of this site to a document; nothing of it runs. */
const policy = (
  window as {
    trustedTypes?: { createPolicy: (name: string, rules: object) => { createHTML: (html: string) => string } };
  }
).trustedTypes?.createPolicy("answered-page", { createHTML: (html: string) => html });

/** The page an address of this site answers, without showing it; undefined when it is none, or leads elsewhere. */
export async function answeredPage(url: URL, signal?: AbortSignal): Promise<Document | undefined> {
  const response = await fetch(url, { signal }).catch(() => undefined);
  const html = response?.ok && !response.redirected ? await response.text().catch(() => undefined) : undefined;
  if (html === undefined) return undefined;
  return new DOMParser().parseFromString(policy?.createHTML(html) ?? html, "text/html");
}
