import { dev, version } from "$app/env";

/** The one script of every page; pages work without it. */
export const lightScript = `<script type="module" src="${dev ? "/src/light/main.ts" : `/_app/light.js?${version}`}"></script>`;
