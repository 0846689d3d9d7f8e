/** Which addresses may be connected to: public ones, and those that the curator allows. The one door to ipaddr.js. */
import ipaddr from "ipaddr.js";

export interface AddressGuard {
  /** Whether `network.allowHosts` names a host, so that it may have any address. */
  allowsName(hostname: string, port: number): boolean;
  /** Whether an address may be connected to. Takes what `net` and `URL` spell, IPv6 without brackets. */
  allowsAddress(address: string, port: number): boolean;
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Ranges of the IANA special-purpose registries (RFC 6890 and its updates) that ipaddr.js counts as unicast, or counted
 * so in earlier versions, and the metadata service of Azure.
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

/** IPv4 as seen from a network that has IPv6 alone, whose resolvers give hosts without IPv6 such addresses (RFC 6052). */
const TRANSLATED: Network = ipaddr.parseCIDR("64:ff9b::/96");

export function isPublic(address: string): boolean {
  const bare = withoutZone(address);
  if (!ipaddr.isValid(bare)) return false;
  // IPv4 in IPv6's clothes is judged as what it is.
  const parsed = withoutTranslation(ipaddr.process(bare));
  if (parsed.range() !== "unicast" || SPECIAL.some((range) => isIn(parsed, range))) return false;
  return parsed.kind() === "ipv4" || isIn(parsed, GLOBAL_V6);
}

/**
 * @param allowHosts hosts, host:port, addresses or ranges, in lower case
 * @param judge what counts as public; tests put out the guard with it
 */
export function createAddressGuard(
  allowHosts: readonly string[],
  judge: (address: string) => boolean = isPublic,
): AddressGuard {
  const names = new Set(allowHosts);
  const ranges = allowHosts.flatMap(parseRange);
  const isNamed = (host: string, port: number): boolean => names.has(host) || names.has(`${host}:${port}`);
  return {
    allowsName: (hostname, port) => isNamed(hostname.toLowerCase(), port),
    allowsAddress(address, port) {
      if (judge(address)) return true;
      const bare = withoutZone(address);
      if (!ipaddr.isValid(bare)) return false;
      const parsed = ipaddr.process(bare);
      const plain = parsed.toString();
      return (
        ranges.some((range) => isIn(parsed, range)) || isNamed(plain, port) || isNamed(`[${plain}]`, port)
      );
    },
  };
}

/**
 * Ports that belong to other services (those that the Fetch Standard blocks, and the rest below 1024): an answer in
 * HTTP is not to be had there, and a feed must not make us knock at them.
 */
export const isWebPort = (port: number): boolean =>
  port === 80 || port === 443 || (port >= 1024 && !OTHER_SERVICES.has(port));

const OTHER_SERVICES = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/** "fe80::1%eth0": the interface says nothing of the address. */
const withoutZone = (address: string): string => address.replace(/%.*$/, "");

const withoutTranslation = (address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 =>
  isIn(address, TRANSLATED) ? ipaddr.fromByteArray(address.toByteArray().slice(-4)) : address;

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean {
  const theirs = address.toByteArray();
  const ours = network.toByteArray();
  // Bytes are compared from the left; a byte that the range cuts is compared down to the cut.
  return (
    theirs.length === ours.length &&
    ours.every((byte, index) => {
      const cut = Math.min(8, Math.max(0, 8 * (index + 1) - bits));
      return byte >> cut === (theirs[index] ?? 0) >> cut;
    })
  );
}

function parseRange(text: string): Network[] {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (ipaddr.isValidCIDR(bare)) return [ipaddr.parseCIDR(bare)];
  if (!ipaddr.isValid(bare)) return [];
  const address = ipaddr.process(bare);
  return [[address, address.kind() === "ipv4" ? 32 : 128]];
}
