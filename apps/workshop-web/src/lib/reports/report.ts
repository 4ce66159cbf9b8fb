/** A report as its page shows it: every cell finished, every row with the address of what is behind it. */
export interface Report {
  name: string;
  title: string;
  /** How it is counted, in words. */
  formula: string;
  head: string[];
  rows: { key: string; href: string; cells: string[] }[];
  totals: string[][];
  csv: string;
  /** One bar for each month. */
  bars?: Bar[];
}

export interface Bar {
  label: string;
  value: number;
}
