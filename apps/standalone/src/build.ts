import { buildSite, sites } from "./site-build.ts";

// Builds what a start would build otherwise: for images, which start without what building needs.
for (const name of sites) await buildSite(name);
