/** What the fields of a form get; see Form.svelte. */
export type View = {
  field: (
    name: string,
    initial?: string | number | null,
  ) => { name: string; form?: string; value: string; error?: string };
  checked: (name: string, initial?: boolean) => boolean;
  busy: boolean;
};
