/** Where a feed is: an address on the web, or a file beside feeds.yaml. */
import { isIP } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface FeedAddress {
  /** What the feed is known by: see FeedSettings. */
  url: string;
  /** Absolute: http, https or file. */
  location: string;
}

export type FeedAddressResult =
  | { ok: true; address: FeedAddress }
  | { ok: false; what: string; cure: string };

const refuse = (what: string, cure: string): FeedAddressResult => ({ ok: false, what, cure });

/** @param root the folder that local paths are relative to */
export function parseFeedAddress(said: string, root: string): FeedAddressResult {
  // What stands before a port is a host.
  const scheme = /^([a-z][a-z0-9+.-]+):(?!\d+(?:\/|$))/i.exec(said)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === "file") return parseLocal(said, root);
  const guess = guessAddress(said.slice(scheme.length + 1));
  const cure =
    /\s/.test(said) || !URL.canParse(guess)
      ? "Write it in full, as in https://example.com/feed.xml."
      : `Did you mean ${guess}?`;
  if (scheme !== "http" && scheme !== "https")
    return refuse(`"${scheme}:" is no address that a feed can be fetched from.`, cure);
  if (!URL.canParse(said) || !/^https?:\/\//i.test(said)) return refuse("The address cannot be read.", cure);
  return parseWeb(new URL(said));
}

/** What was meant by an address that lacks its scheme, or has part of one. */
function guessAddress(said: string): string {
  const [host = "", ...path] = said.replace(/^(?:https?:?(?=\/))?\/*/i, "").split("/");
  return `https://${[isIP(host) === 6 ? `[${host}]` : host, ...path].join("/")}`;
}

function parseWeb(url: URL): FeedAddressResult {
  if (url.username || url.password) {
    return refuse(
      "The address holds a user name or a password.",
      "Take it out: this file and what is made from it are public, and no feed is asked with a password.",
    );
  }
  // A fragment never reaches the server.
  url.hash = "";
  return { ok: true, address: { url: url.href, location: url.href } };
}

const FILE_ENDINGS = /\.(?:xml|rss|atom|rdf|json|html?|txt)$/i;

function parseLocal(said: string, root: string): FeedAddressResult {
  if (said.startsWith("//"))
    return refuse("The address has no scheme.", `Did you mean ${guessAddress(said)}?`);
  const isUrl = /^file:/i.test(said);
  const wrapped = isUrl ? undefined : unwrapAddress(said);
  if (wrapped) return refuse("Something stands in front of the address.", `Did you mean ${wrapped}?`);
  if (!isUrl && looksLikeWeb(said))
    return refuse(
      "This is read as the path of a file.",
      `Did you mean ${guessAddress(said)}? A file is ./${said}.`,
    );
  const base = pathToFileURL(resolve(root, "_")).href;
  const unreadable = refuse("The file's address cannot be read.", "Write its path, as in feeds/local.xml.");
  if (isUrl && !URL.canParse(said, base)) return unreadable;
  const url = isUrl ? new URL(said, base) : pathToFileURL(resolve(root, said));
  if (url.host) return refuse("The file is on another machine.", "Write the path of a file on this one.");
  if (!namesFile(url)) return unreadable;
  const folder = new URL(".", base).href;
  const isInside = url.href.startsWith(folder);
  return {
    ok: true,
    address: { url: isInside ? `file:${url.href.slice(folder.length)}` : url.href, location: url.href },
  };
}

/** The web address inside of “…” or <…>, or behind a sign that nobody sees: YAML takes all of them for a part of the text. */
export const unwrapAddress = (said: string): string | undefined =>
  /^[^\p{L}\p{N}./]+(https?:\/\/[^\s"\p{Pi}\p{Pf}<>]+)/iu.exec(said)?.[1]?.replace(/\p{Cf}+$/u, "");

/** Not where a sign behind `%` is none, or a slash. */
function namesFile(url: URL): boolean {
  try {
    return fileURLToPath(url) !== "";
  } catch {
    return false;
  }
}

/** "example.com/feed" and "nas:8080" without a scheme, "https//example.com"; "local.xml" and "./example.com/feed" are files. */
function looksLikeWeb(said: string): boolean {
  const [first = "", ...rest] = said.split("/");
  if (/^https?$/i.test(first) && rest[0] === "") return true;
  if (/^[\p{L}\p{N}.-]+:\d+$/u.test(first) || isIP(first) > 0) return true;
  if (!/^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u.test(first)) return false;
  return rest.length > 0 || !FILE_ENDINGS.test(first);
}

/** The same for two addresses of one feed: http is https, a default port is none. What is no address stays as it is. */
export function feedKey(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return url;
  const { hostname, port, pathname, search } = new URL(url);
  const place = port === "80" || port === "443" || port === "" ? hostname : `${hostname}:${port}`;
  return `https://${place}${pathname}${search}`;
}
