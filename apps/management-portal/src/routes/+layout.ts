/**
 * Pages are HTML and forms; what a browser adds is one small script, `src/light`. Written so that the build cannot tell:
 * where it sees that no page has the framework, it leaves the browser's files out, and with them our script.
 */
export const csr = false as boolean;
