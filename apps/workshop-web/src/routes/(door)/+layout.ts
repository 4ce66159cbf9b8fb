/** Sign-in works as plain HTML: nothing to load before somebody may type. */
export const csr = false;
