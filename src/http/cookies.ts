/**
 * Cookies within one chain of redirects: some hosts send everybody in a circle until theirs come back. Each returns to
 * the host that set it and to no other, whatever its Domain says (RFC 6265, strictly), and none outlives the chain.
 */
import { httpDate } from "./response-headers.ts";

/** Of one chain. What is more is passed over: a host whose cookies are forgotten sends no page, and that is all. */
const MOST_COOKIES = 50;
/** Characters of name and value together, of all cookies: servers refuse longer headers. */
const MOST_CHARACTERS = 8000;

export interface Cookies {
  /** @param lines Set-Cookie, as Node gives it */
  hear(url: URL, lines: readonly string[], now: number): void;
  /** The header for a request; `undefined` where there is none. */
  headerFor(url: URL): string | undefined;
}

interface Cookie {
  host: string;
  path: string;
  name: string;
  value: string;
  isSecure: boolean;
}

export function createCookies(): Cookies {
  let known: Cookie[] = [];

  function keep(cookie: Cookie, isOver: boolean): void {
    known = known.filter((other) => !isSame(other, cookie));
    const size = [...known, cookie].reduce((sum, { name, value }) => sum + name.length + value.length, 0);
    if (!isOver && known.length < MOST_COOKIES && size <= MOST_CHARACTERS) known.push(cookie);
  }

  return {
    hear(url, lines, now) {
      for (const line of lines) {
        const { cookie, attributes } = readCookie(line, url);
        if (cookie && belongs(attributes.get("domain"), url)) keep(cookie, hasExpired(attributes, now));
      }
    },
    headerFor(url) {
      const sent = known
        .filter((cookie) => cookie.host === url.host && covers(cookie.path, url.pathname))
        .filter(({ isSecure }) => !isSecure || url.protocol === "https:")
        .toSorted((a, b) => b.path.length - a.path.length);
      return sent.map(({ name, value }) => `${name}=${value}`).join("; ") || undefined;
    },
  };
}

const isSame = (a: Cookie, b: Cookie): boolean => a.host === b.host && a.path === b.path && a.name === b.name;

function readCookie(line: string, url: URL): { cookie?: Cookie; attributes: Map<string, string> } {
  const [pair = "", ...rest] = line.split(";");
  const attributes = new Map(
    rest.map((part) => split(part)).map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  );
  const [name, value] = split(pair);
  if (!pair.includes("=") || !name || !isSendable(name + value)) return { attributes };
  const path = attributes.get("path") ?? "";
  const cookie = {
    host: url.host,
    path: path.startsWith("/") ? path : folderOf(url.pathname),
    name,
    value,
    isSecure: attributes.has("secure"),
  };
  return { cookie, attributes };
}

function split(part: string): [name: string, value: string] {
  const at = part.indexOf("=");
  return at < 0 ? [part.trim(), ""] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

/** What Node would refuse to send is no cookie. */
const isSendable = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

/** Where a cookie is set that does not say (RFC 6265, section 5.1.4). */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

const covers = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** A host sets none for another's name. */
function belongs(domain = "", { hostname }: URL): boolean {
  const name = domain.toLowerCase().replace(/^\./, "");
  return name === "" || name === hostname || hostname.endsWith(`.${name}`);
}

function hasExpired(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const age = attributes.get("max-age") ?? "";
  if (/^-?\d+$/.test(age)) return Number(age) <= 0;
  const until = httpDate(attributes.get("expires"));
  return until !== undefined && until <= now;
}
