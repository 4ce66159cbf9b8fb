/** Pages are HTML and forms. Those that need more say so themselves. */
export const csr = false;
