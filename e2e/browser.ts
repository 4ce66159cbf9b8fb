import chromium from "@sparticuz/chromium";

/** Chromium from npm: nothing is downloaded at test time. */
export const executablePath: string = await chromium.executablePath();

/** The package's flags suit a cloud function: those that switch the browser's own protection off must not run here. */
const unwanted = [
  "--single-process",
  "--disable-web-security",
  "--disable-site-isolation-trials",
  "--allow-running-insecure-content",
];

export const browserArgs: string[] = chromium.args.filter((flag) => !unwanted.includes(flag));
