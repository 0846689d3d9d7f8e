/** Addresses of feeds, absolute, and whose they are. */

/** Escaped once more than XML wants it: servers know no parameter of the name `amp;page`. */
const AMPERSAND = /&(?:amp|#0*38|#x0*26);/gi;

/** An address against its base; undefined where there is none, or it is none. */
export function resolveAddress(address: string | undefined, base: string): string | undefined {
  const trimmed = address?.trim().replace(AMPERSAND, "&") ?? "";
  if (!trimmed) return undefined;
  if (URL.canParse(trimmed)) return new URL(trimmed).href;
  return base && URL.canParse(trimmed, base) ? new URL(trimmed, base).href : undefined;
}

/** Whose an address is: its host, with or without `www`; "" where there is none. */
export function siteOf(address = ""): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, "") : "";
}

/** Characters of an address: no server takes a longer one, and each page of a story would have it. */
const LONGEST = 8000;

/** The same, where a browser could go there. */
export function webAddress(address: string | undefined, base = ""): string | undefined {
  const resolved = resolveAddress(address, base);
  return resolved && /^https?:/.test(resolved) && resolved.length <= LONGEST ? resolved : undefined;
}
