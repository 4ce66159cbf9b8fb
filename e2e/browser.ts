import chromium from "@sparticuz/chromium";

/** Chromium from npm: nothing is downloaded at test time. */
export const executablePath: string = await chromium.executablePath();

/**
 * The package's own flags suit a cloud function: some switch the browser's protection off, and its emulated graphics
 * card costs a third of all the journeys' time. Pages without 3D are drawn by the processor as well and as quickly.
 */
export const browserArgs: string[] = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
