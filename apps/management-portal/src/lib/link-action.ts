/** Where the form of a mailed link is sent: the same page with the same token. */
export function linkAction(path: string, params: Record<string, string>): string | undefined {
  if (Object.values(params).some((value) => value === "")) return undefined;
  return `${path}?${new URLSearchParams(params)}`;
}
