/** Whether an address is on this machine or in a private network, where calls cost nothing. */
export function isPrivateAddress(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /\.(?:local|internal|lan|localhost)$/.test(hostname) ||
    !hostname.includes(".") ||
    /^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname)
  );
}
