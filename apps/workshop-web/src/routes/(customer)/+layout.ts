/** Customers' pages are plain HTML; the little script of the estimate is a file of its own. */
export const csr = false;
