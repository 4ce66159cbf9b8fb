/**
 * Waits for a write and for what was sent behind it in the same transaction. When the write is refused everything behind
 * it fails too, but only the write says why.
 */
export async function together<T>(writing: Promise<unknown>, behind: Promise<T>): Promise<T> {
  behind.catch(() => undefined);
  await writing;
  return behind;
}
