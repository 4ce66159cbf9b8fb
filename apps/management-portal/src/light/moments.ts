const style = { dateStyle: "medium", timeStyle: "short" } as const;

/** Moments by the clock of whoever reads. */
export function showMoments(within: ParentNode): void {
  for (const one of within.querySelectorAll<HTMLTimeElement>("time[data-moment]")) {
    one.textContent = new Date(one.dateTime).toLocaleString("en-GB", style);
  }
}
