/**
 * Cookies within one chain of redirects: some hosts send everybody in a circle until theirs come back. None outlives the
 * chain. Whether one has expired, the machine's own clock tells, as hosts mean it.
 */
import type { CookieJar } from "tough-cookie";

/** Of one chain, in characters, whatever stands beside names and values: servers refuse longer headers. */
const MOST_CHARACTERS = 8_000;

export interface Cookies {
  /** @param lines Set-Cookie, as Node gives it */
  hear(url: URL, lines: readonly string[]): Promise<void>;
  /** The header for a request; `undefined` where there is none. */
  headerFor(url: URL): string | undefined;
}

export function createCookies(): Cookies {
  let jar: CookieJar | undefined;
  let room = MOST_CHARACTERS;
  return {
    async hear(url, lines) {
      for (const line of lines) {
        if (line.length > room) continue;
        room -= line.length;
        jar ??= await openJar();
        // What is no cookie, or another site's, is passed over.
        jar.setCookieSync(line, url.href, { ignoreError: true });
      }
    },
    headerFor: (url) => jar?.getCookieStringSync(url.href) || undefined,
  };
}

/** The list of public suffixes that it brings is long, and most nights hear of no cookie. */
async function openJar(): Promise<CookieJar> {
  const { CookieJar } = await import("tough-cookie");
  return new CookieJar(undefined, { allowSecureOnLocal: false });
}
