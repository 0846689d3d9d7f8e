/** Which addresses may be connected to: public ones, and those that the curator allows by name. The one door to ipaddr.js. */
import ipaddr from "ipaddr.js";

/** Of `network.allowHosts`. */
export interface AddressGuard {
  /** Whether a host was allowed by name, so that it may have any address. */
  allowsName(hostname: string, port: number): boolean;
  /** Whether an address may be connected to, in any spelling that `net` gives. */
  allowsAddress(address: string, port: number): boolean;
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Ranges of the IANA special-purpose registries (RFC 6890 and its updates) that ipaddr.js counts as unicast, and two
 * that clouds use: the metadata service of Azure, and discard-only addresses.
 */
const SPECIAL: Network[] = [
  "168.63.129.16/32",
  "192.0.0.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "::/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "100:0:0:1::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
  "5f00::/16",
  "fec0::/10",
].map((range) => ipaddr.parseCIDR(range));

/** Global unicast of today (RFC 4291, section 2.4; IANA has given out nothing else). */
const GLOBAL_V6: Network = ipaddr.parseCIDR("2000::/3");

export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // IPv4 in IPv6's clothes is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast" || SPECIAL.some((range) => isIn(parsed, range))) return false;
  return parsed.kind() === "ipv4" || isIn(parsed, GLOBAL_V6);
}

const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && address.match([network, bits] as Parameters<typeof address.match>[0]);

/** @param allowHosts hosts, host:port, addresses or ranges, in lower case */
export function createAddressGuard(allowHosts: readonly string[]): AddressGuard {
  const names = new Set(allowHosts);
  const ranges = allowHosts.flatMap(parseRange);
  const isNamed = (host: string, port: number): boolean => names.has(host) || names.has(`${host}:${port}`);
  return {
    allowsName: (hostname, port) => isNamed(hostname.toLowerCase(), port),
    allowsAddress(address, port) {
      const bare = address.replace(/%.*$/, "");
      if (isPublic(bare) || isNamed(bare, port) || isNamed(`[${bare}]`, port)) return true;
      if (!ipaddr.isValid(bare)) return false;
      const parsed = ipaddr.process(bare);
      return ranges.some((range) => isIn(parsed, range)) || isNamed(parsed.toString(), port);
    },
  };
}

function parseRange(text: string): Network[] {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (ipaddr.isValidCIDR(bare)) return [ipaddr.parseCIDR(bare)];
  if (!ipaddr.isValid(bare)) return [];
  const address = ipaddr.process(bare);
  return [[address, address.kind() === "ipv4" ? 32 : 128]];
}
