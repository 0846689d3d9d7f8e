/** `network` of feeds.yaml. */
import { isIP } from "node:net";
import { given } from "../given.ts";
import { mapOf, type Reader, tell } from "./fields.ts";
import { quote } from "./mistake.ts";
import { listOf, number, text } from "./readers.ts";
import { NETWORK_DEFAULTS, type NetworkSettings } from "./settings.ts";

/** What the file says; `completeNetwork` fills in the rest. */
export const networkReader: Reader<Partial<NetworkSettings>> = mapOf("network", (fields) =>
  given({
    concurrency: fields.optional("concurrency", number({ min: 1, max: 64, unit: "requests" })),
    perHost: fields.optional("perHost", number({ min: 1, max: 16, unit: "requests" })),
    timeout: fields.optional("timeout", number({ min: 1, max: 600, unit: "seconds", fraction: true })),
    budget: fields.optional("budget", number({ min: 0.01, max: 1440, unit: "minutes", fraction: true })),
    allowHosts: fields.optional("allowHosts", listOf(allowedHost)),
    userAgent: fields.optional("userAgent", userAgent),
  }),
);

/** @param site the page's address: who runs into our requests in a log can see whose they are */
export const completeNetwork = (
  said: Partial<NetworkSettings>,
  version: string,
  site: string,
): NetworkSettings => ({
  ...NETWORK_DEFAULTS,
  allowHosts: [],
  userAgent: `shared-stories/${version} (+${site})`,
  ...said,
});

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?$/;

const allowedHost: Reader<string> = (spot) => {
  const said = text(spot)?.toLowerCase();
  if (said === undefined || isAllowedHost(said)) return said;
  return tell(spot, `${quote(said)} is no host, host:port or address.`, cureHost(said));
};

function isAllowedHost(said: string): boolean {
  if (isIP(said) > 0 || isNetwork(said)) return true;
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(said) ?? [];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false;
  if (host.startsWith("[")) return isIP(host.slice(1, -1)) === 6;
  // A name that ends in a number is an address in the eyes of the URL standard, and this one is none.
  return isIP(host) === 4 || (HOST.test(host) && host.length <= 253 && !/(?:^|\.)\d+\.?$/.test(host));
}

function isNetwork(said: string): boolean {
  const [, ip = "", bits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(said) ?? [];
  const family = isIP(ip);
  return family > 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

function cureHost(said: string): string {
  if (/^https?:\/\//.test(said) && URL.canParse(said)) return `Did you mean ${new URL(said).host}?`;
  if (said.includes("*")) return "Name each host: there are no wildcards.";
  return "Write it as in localhost, nas.local:8080, 192.168.1.7 or [fd00::1]:8080.";
}

// RFC 9110, section 10.1.5, and no sign that a header could not carry.
const userAgent: Reader<string> = (spot) => {
  const said = text(spot);
  if (said === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,300}$/.test(said)) {
    return tell(
      spot,
      "A User-Agent has only ASCII characters, at most 300.",
      "Write it as in my-page/1.0 (+https://example.org/).",
    );
  }
  return said;
};
