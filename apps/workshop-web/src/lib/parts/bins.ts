/** Field of the shelf or drawer a part has in a storage. */
export const binField = (storageId: string) => `bin-${storageId}`;
