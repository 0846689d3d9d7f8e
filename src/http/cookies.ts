/**
 * Cookies within one chain of redirects: some hosts send everybody in a circle until theirs come back. None outlives the
 * chain.
 */
import type { CookieJar } from "tough-cookie";

/** Of one chain, in characters, whatever stands beside names and values: servers refuse longer headers. */
const MOST_CHARACTERS = 8_000;

export interface Cookies {
  /** @param lines Set-Cookie, as Node gives it */
  hear(url: URL, lines: readonly string[], now: number): Promise<void>;
  /** The header for a request; `undefined` where there is none. */
  headerFor(url: URL, now: number): string | undefined;
}

export function createCookies(): Cookies {
  let jar: CookieJar | undefined;
  let room = MOST_CHARACTERS;
  return {
    async hear(url, lines, now) {
      for (const line of lines) {
        if (line.length > room) continue;
        room -= line.length;
        jar ??= await openJar();
        // What is no cookie, or another site's, is passed over.
        jar.setCookieSync(line, url.href, { now: new Date(now), ignoreError: true });
      }
    },
    headerFor(url, now) {
      // The jar would look at the machine's clock.
      const cookies = jar?.getCookiesSync(url.href, { expire: false, sort: true }) ?? [];
      const current = cookies.filter((cookie) => (cookie.expiryTime() ?? Infinity) > now);
      return current.map((cookie) => cookie.cookieString()).join("; ") || undefined;
    },
  };
}

/** The list of public suffixes that it brings is long, and most nights hear of no cookie. */
async function openJar(): Promise<CookieJar> {
  const { CookieJar } = await import("tough-cookie");
  return new CookieJar(undefined, { allowSecureOnLocal: false });
}
