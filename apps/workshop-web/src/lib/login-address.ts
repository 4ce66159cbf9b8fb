/** The sign-in page, with the way back. */
export function loginAddress(url: URL): string {
  const back = `${url.pathname}${url.search}`;
  return back === "/app" ? "/login" : `/login?next=${encodeURIComponent(back)}`;
}
