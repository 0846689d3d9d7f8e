/** A story's identity: one address, made from the feed entry's own words and nothing else. */
import { createHash } from "node:crypto";
import type { Entry } from "../feed/entry.ts";
import { groupBy } from "../group-by.ts";

/** Query parameters that say who sent the reader, never what is shown. Those ending in `*` are prefixes. */
const TRACKING = [
  "utm_*",
  "mtm_*",
  "pk_*",
  "piwik_*",
  "hsa_*",
  "at_*",
  "oly_*",
  "vero_*",
  "fbclid",
  "gclid",
  "gclsrc",
  "dclid",
  "gbraid",
  "wbraid",
  "msclkid",
  "yclid",
  "twclid",
  "ttclid",
  "igshid",
  "igsh",
  "mc_cid",
  "mc_eid",
  "mkt_tok",
  "_hsenc",
  "_hsmi",
  "__hssc",
  "__hstc",
  "__hsfp",
  "_ga",
  "_gl",
  "ns_mchannel",
  "ns_source",
  "ns_campaign",
  "cmpid",
  "ref_src",
  "ref_url",
  "wt_mc",
  "wt.mc_id",
  "spm",
  "s_cid",
  "ftag",
  "echobox",
  "trk",
  "trkcampaign",
  "sr_share",
];
const TRACKING_NAMES = new Set(TRACKING.filter((name) => !name.endsWith("*")));
const TRACKING_PREFIXES = TRACKING.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));

function isTracking(parameter: string): boolean {
  const name = (parameter.split("=", 1)[0] ?? "").toLowerCase();
  return TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** The link without listed tracking parameters, otherwise as it came; `undefined` where it is no http(s) URL. */
export function cleanLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.username = "";
  url.password = "";
  // Filtered as text: URLSearchParams would write the parameters that stay in another spelling.
  url.search = url.search
    .slice(1)
    .split("&")
    .filter((parameter) => !isTracking(parameter))
    .join("&");
  return url.href;
}

/**
 * Scheme http = https, host in lower case without default port, listed tracking parameters and the fragment
 * dropped, a trailing slash kept. `undefined` where the text is no http(s) URL.
 */
export function canonicalAddress(link: string): string | undefined {
  const clean = cleanLink(link);
  if (!clean) return undefined;
  const url = new URL(clean);
  const port = url.port === "80" || url.port === "443" ? "" : url.port && `:${url.port}`;
  return `https://${url.hostname}${port}${url.pathname}${url.search}`;
}

/** First 12 hex digits of the SHA-256 of the address. */
export const storyId = (address: string): string =>
  createHash("sha256").update(address).digest("hex").slice(0, 12);

export interface AddressedEntry {
  entry: Entry;
  address: string;
  id: string;
  /**
   * Tells this entry from others of its feed under one address: made from link, fragment and guid. Feed state
   * maps it to the id once given, so that the id stays when the document around the entry changes. Entries that
   * nothing but their link could name have none.
   */
  key?: string;
}

/**
 * Addresses of all entries of one document. Where several differ only by fragment, the fragment belongs to the
 * address; where several give one link to different guids, the guid does.
 *
 * @param feed the address of the feed, as it was first followed: entries without a link are named after it
 * @param given ids by key, as feed state remembers them
 */
export function addressEntries(
  feed: string,
  entries: Entry[],
  given: ReadonlyMap<string, string>,
): AddressedEntry[] {
  const drafts = entries.map((entry) => draftAddress(feed, entry));
  const groups = new Map(
    [...groupBy(drafts, ({ base }) => base)].map(([base, group]) => [base, rivalsIn(group)]),
  );
  return drafts.map((draft) => {
    const { entry, base, fragment, guid } = draft;
    const address = tellApart(draft, groups.get(base));
    if (fragment === "" && (guid === "" || guid === entry.link))
      return { entry, address, id: storyId(address) };
    const key = storyId(`${base}\n${fragment}\n${guid}`);
    const known = given.get(key);
    if (known === storyId(base)) return { entry, address: base, id: known, key };
    return { entry, address, id: known ?? storyId(address), key };
  });
}

interface Draft {
  entry: Entry;
  base: string;
  fragment: string;
  guid: string;
}

function draftAddress(feed: string, entry: Entry): Draft {
  const guid = entry.guid ?? "";
  const base = entry.link ? canonicalAddress(entry.link) : undefined;
  if (base && entry.link) return { entry, base, fragment: new URL(entry.link).hash.slice(1), guid };
  return { entry, base: addressWithoutLink(feed, entry), fragment: "", guid };
}

function addressWithoutLink(feed: string, entry: Entry): string {
  const enclosure = entry.enclosures[0] && canonicalAddress(entry.enclosures[0].url);
  if (enclosure) return enclosure;
  const home = canonicalAddress(feed) ?? feed;
  if (entry.guid) return `${home}#guid=${encodeURIComponent(entry.guid)}`;
  return `${home}#title=${encodeURIComponent(entry.title)}&date=${entry.published ?? ""}`;
}

/** Guids by fragment, of entries with one address else. */
type Rivals = ReadonlyMap<string, ReadonlySet<string>>;

const rivalsIn = (group: Draft[]): Rivals =>
  new Map(
    [...groupBy(group, ({ fragment }) => fragment)].map(([fragment, drafts]) => [
      fragment,
      new Set(drafts.map(({ guid }) => guid)),
    ]),
  );

/** A guid that is the link tells no more than it: such an entry has the address alone, whoever else gives that link. */
function tellApart({ entry, base, fragment, guid }: Draft, rivals: Rivals | undefined): string {
  const place = rivals && rivals.size > 1 && fragment ? `${base}#${fragment}` : base;
  const guids = rivals?.get(fragment)?.size ?? 1;
  if (guids === 1 || !guid || guid === entry.link) return place;
  return `${place}${place.includes("#") ? "&" : "#"}guid=${encodeURIComponent(guid)}`;
}
