import { dev, version } from "$app/env";

const address = dev ? "/src/light/main.ts" : `/_app/light.js?${version}`;

/** The script element of a back-office page that does without the client framework (`csr = false`); else nothing. */
export function lightScriptOf(pathname: string, html: string): string {
  const isLight = pathname.startsWith("/app") && !html.includes("<script");
  return isLight ? `<script type="module" src="${address}"></script>` : "";
}
