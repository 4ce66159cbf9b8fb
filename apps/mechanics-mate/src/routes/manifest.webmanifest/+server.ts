import { m } from "#lib/paraglide/messages.js";
import type { RequestHandler } from "./$types";

const icon = (size: number, purpose: "any" | "maskable") => ({
  src: `/icons/${purpose}-${size}.png`,
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});

/** How the site looks as an app on a device. */
export const GET: RequestHandler = () => {
  const manifest = {
    id: "/",
    name: m["site.name"](),
    short_name: m["site.name.short"](),
    start_url: "/chat",
    display: "standalone",
    background_color: "#f3f6f8",
    theme_color: "#1d5a73",
    icons: [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "content-type": "application/manifest+json", "cache-control": "public, max-age=3600" },
  });
};
