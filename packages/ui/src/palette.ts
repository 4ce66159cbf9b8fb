/** One line of the palette: a place to go or something to do on this page. */
export type PaletteItem = {
  id: string;
  title: string;
  detail?: string;
  plate?: string;
  href?: string;
  run?: () => void;
};

export type PaletteGroup = { heading: string; items: PaletteItem[] };

/** What the palette shows for a text before the search answers: `>` asks for actions only. */
export function localGroups(
  text: string,
  given: { recent: PaletteItem[]; actions: PaletteItem[]; offered?: PaletteItem },
  words: { recent: string; actions: string },
): PaletteGroup[] {
  const wanted = text.replace(/^>/, "").trim().toLocaleLowerCase();
  const actions = given.actions.filter((item) => item.title.toLocaleLowerCase().includes(wanted));
  const offered = given.offered && wanted !== "" && !text.startsWith(">") ? [given.offered] : [];
  const groups = [
    { heading: words.recent, items: text === "" ? given.recent : [] },
    { heading: words.actions, items: [...actions, ...offered] },
  ];
  return groups.filter((group) => group.items.length > 0);
}
