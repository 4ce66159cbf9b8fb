import { getContext, setContext } from "svelte";

/** Every word the components say by themselves, in English. A site gives its own with `provideWords`. */
export const english = {
  shell: {
    skip: "Skip to content",
    nav: "Main",
    search: "Search or type a command",
    find: "Find",
    create: "New",
    more: "More",
    bell: "Notifications",
    unread: (count: number) => `${count} unread`,
    menu: (name: string) => `Menu of ${name}`,
    banners: "Notices",
  },
  table: {
    newer: "Newer",
    older: "Older",
    pages: "Pages",
    range: (from: number, to: number, total: number) =>
      `${from.toLocaleString("en")}–${to.toLocaleString("en")} of ${total.toLocaleString("en")}`,
    sortedUp: "sorted upwards",
    sortedDown: "sorted downwards",
    select: (name: string) => `Select ${name}`,
    actions: "Actions",
  },
  filter: {
    label: "Filter the list",
    search: "Search",
    apply: "Apply",
    more: "More",
    any: "Any",
    remove: (label: string, value: string) => `Remove ${label}: ${value}`,
    clear: "Clear filters",
    csv: "Download as CSV",
  },
  field: {
    optional: "optional",
    errors: (count: number) => (count === 1 ? "One thing needs your attention" : `${count} things need your attention`),
  },
  state: {
    loading: "Loading",
    retry: "Try again",
    reference: "reference",
    dismiss: "Dismiss",
    undo: "Undo",
    cancel: "Back",
    typeToConfirm: (word: string) => `Type ${word} to confirm`,
  },
  plate: {
    country: "Country",
  },
  vin: {
    count: (typed: number) => `${typed} of 17`,
    lookalike: "VINs never contain I, O or Q; did you mean 1 or 0?",
    replace: (with_: string) => `Use ${with_}`,
    decoded: "decoded",
    undo: "Undo",
  },
  money: {
    net: "plus VAT",
    gross: "incl. VAT",
    notANumber: "Type a number, for example 12.50.",
    tooSmall: (least: string) => `Not below ${least}.`,
    tooLarge: (most: string) => `Not above ${most}.`,
    last: (value: string) => `last ${value}`,
  },
  picker: {
    list: "Results",
    searching: "Searching",
    results: (count: number) => (count === 1 ? "1 result" : `${count} results`),
    nothing: "Nothing found",
    create: (text: string) => `Create “${text}”`,
    change: "Change",
    failed: "The search does not answer. Type on, or try again.",
  },
  palette: {
    title: "Search and commands",
    placeholder: "Plate, name, number or command",
    empty: "Nothing found. “>” lists actions, “#” numbers, “@” customers.",
    recent: "Last opened",
    actions: "On this page",
    position: (index: number, count: number, label: string) => `${index} of ${count}, ${label}`,
  },
  lines: {
    kind: "Kind",
    code: "Code",
    text: "Description",
    quantity: "Quantity",
    price: "Price",
    discount: "Disc. %",
    total: "Total",
    vat: "VAT %",
    quick: "Part, “1.5h …”, “fee 12 …”, canned job or scan",
    add: "Add line",
    save: "Save",
    remove: "Delete line",
    edit: (text: string) => `Edit line ${text}`,
    unsaved: "unsaved",
    saving: "saving",
    saved: "saved",
    failed: "not saved",
    retry: "Try again",
    deleted: (text: string) => `Deleted “${text}”`,
    undo: "Undo",
    empty: "No lines yet.",
    spoken: (total: string) => `Job total ${total}`,
    labour: "Labour",
    part: "Part",
    fee: "Fee",
    sublet: "Sublet",
    clash: (who: string, theirs: string, mine: string) =>
      `${who} set this to ${theirs} while you typed ${mine}. Keep which?`,
    keepMine: "Keep mine",
    takeTheirs: "Take theirs",
    missingText: "Enter a description.",
    missingQuantity: "Enter how many.",
    badQuantity: "Type a quantity such as 1.5; labour also takes 1:30 or 90m.",
    zeroQuantity: "A quantity cannot be 0; delete the line instead.",
    badPrice: "Type a price such as 12.50. A price cannot be negative; use a discount or a credit note.",
    badDiscount: (max: string) => `Discount is between 0 and ${max} %; type a higher price as a price.`,
    paste: (count: number) => (count === 1 ? "Add 1 pasted line" : `Add ${count} pasted lines`),
    pasteDrop: "Discard",
    pasted: "Pasted lines",
  },
  totals: {
    net: "Net",
    vat: (rate: string, net: string) => `VAT ${rate} % on ${net}`,
    vatExempt: "VAT 0, exempt",
    vatReverse: "VAT 0, reverse charge",
    vatTotal: "VAT",
    total: "Total",
    deposit: "Deposit",
    paid: "Paid",
    open: "Open",
    formula: "How this is computed",
  },
  timeline: {
    earlier: "Earlier",
    was: "was",
    now: "now",
    nothing: "Nothing has happened yet.",
  },
  signature: {
    label: "Signature",
    draw: "Draw",
    type: "Type",
    typed: "Your name as signature",
    clear: "Clear",
    pad: "Sign here with finger, pen or mouse. Choose “Type” to sign with the keyboard.",
    tooLarge: "This drawing is too large. Clear it and sign a little smaller.",
  },
  board: {
    move: (card: string) => `Move ${card} to`,
    moved: (card: string, column: string) => `${card} moved to ${column}`,
    empty: "No cars here",
    keys: "Arrows walk the cards, Enter opens, M moves.",
    go: "Move",
  },
  copy: { copy: "Copy", copied: "Copied" },
  usage: {
    of: (used: string, limit: string) => `${used} of ${limit}`,
    near: "nearly full",
    full: "full",
  },
  photos: {
    photo: (index: number, count: number) => (count === 1 ? "Photo" : `Photo ${index} of ${count}`),
    previous: "Previous photo",
    next: "Next photo",
    close: "Close",
  },
  document: {
    open: "Open the PDF",
    download: "Download",
    noInline: "This browser does not show PDFs inside a page.",
  },
  conflict: {
    title: (who: string) => `${who} changed this while you typed`,
    mine: "Yours",
    theirs: "Theirs",
    keep: "Save these values",
  },
  draft: {
    restored: (time: string) => `Restored from ${time}`,
    discard: "Discard",
  },
};

export type Words = typeof english;
export type SiteWords = { [Part in keyof Words]?: Partial<Words[Part]> };

const contextKey = "mechanicbuddy-ui-words";

/** Call once in a site's root layout: components below it speak these words, English where one is missing. */
export function provideWords(words: SiteWords): void {
  setContext(contextKey, words);
}

/** The words of one component: English, the site's, then those of its own `words` prop. Call while it initialises. */
export function wordsOf<Part extends keyof Words>(part: Part, own?: Partial<Words[Part]>): Words[Part] {
  const site = getContext<SiteWords | undefined>(contextKey);
  return { ...english[part], ...site?.[part], ...own };
}
