/** A host without the brackets of IPv6. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * True for addresses that local-only mode lets through: this computer by loopback address or `localhost`, and addresses
 * that the user listed as numbers. Any other name is out, whatever it resolves to: who answers for it is not known.
 */
export function isKeptLocal(url: string | URL, hosts: readonly string[]): boolean {
  const { hostname, href } = new URL(url);
  return (
    isLoopback(href) ||
    hosts.some(
      (host) => bare(hostname) === bare(new URL(`http://${host.includes(":") ? `[${host}]` : host}/`).hostname),
    )
  );
}

/** True for addresses that cannot leave this machine. A name that merely resolves to loopback is not one. */
export function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
