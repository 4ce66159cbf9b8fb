/** An answer is followed while it is written. Without script the page waits for it. */
export const csr = true;
