/** A picture in three sizes. */
export interface Photo {
  id: string;
  caption: string | null;
  width: number | null;
  height: number | null;
  addresses: { small: string; medium: string; large: string };
}
