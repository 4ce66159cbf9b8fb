/** Pages are HTML and forms; what a browser adds is one small script, `src/light`. */
export const csr = false;
