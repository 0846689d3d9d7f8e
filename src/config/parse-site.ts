/** `site` and `people` of feeds.yaml. */
import { given } from "../given.ts";
import { type Fields, isEmpty, mapOf, namedMap, type Reader, type Spot, tell } from "./fields.ts";
import { quote } from "./mistake.ts";
import { nearestName } from "./nearest-name.ts";
import { address, flag, listOf, number, oneOf, paragraph, readAddress, text, webAddress } from "./readers.ts";
import {
  type Author,
  type Person,
  SITE_DEFAULTS,
  type SiteSettings,
  SUPPORTED_LANGUAGES,
} from "./settings.ts";

/** @param siteUrl SITE_URL of the environment: stands where the file has no `url` */
export const siteReader = (siteUrl: string | undefined): Reader<SiteSettings> =>
  mapOf("site", (fields) => {
    const title = fields.required("title", text, "Write a title for the page, as in title: Shared stories.");
    const url = readSiteUrl(fields, siteUrl);
    const author = fields.optional("author", authorReader(url));
    const rest = given({
      description: fields.optional("description", paragraph),
      language: fields.optional("language", language),
      timezone: fields.optional("timezone", timezone),
      pageSize: fields.optional("pageSize", number({ min: 1, max: 100, unit: "stories" })),
      feedSize: fields.optional("feedSize", number({ min: 1, max: 500, unit: "stories" })),
      permalinks: fields.optional("permalinks", oneOf(["pages", "anchors"])),
      index: fields.optional("index", flag),
      images: fields.optional("images", oneOf(["link", "none"])),
      search: fields.optional("search", flag),
      hub: fields.optional("hub", webAddress),
    });
    if (title === undefined || url === undefined) return undefined;
    return { ...SITE_DEFAULTS, title, url, ...given({ author }), ...rest };
  });

function readSiteUrl(fields: Fields<"site">, siteUrl: string | undefined): string | undefined {
  const { spot } = fields;
  const cure =
    "Write where the page will stand, as in url: https://example.org/, or set SITE_URL in the environment.";
  const own = fields.optional("url", siteAddress);
  if (own !== undefined || hasValue(spot, "url")) return own;
  if (!siteUrl?.trim()) return fields.required("url", siteAddress, cure);
  const node = { kind: "scalar", value: siteUrl, place: spot.place } as const;
  return siteAddress({ ...spot, key: "SITE_URL in the environment", node });
}

const hasValue = ({ node }: Spot, key: string): boolean =>
  node.kind === "map" && node.entries.some((entry) => entry.key === key && !isEmpty(entry.value));

/** With a trailing slash, so that paths can be put behind it. */
const siteAddress: Reader<string> = (spot) => {
  const href = webAddress(spot);
  if (href === undefined) return undefined;
  const { origin, pathname, search, hash } = new URL(href);
  const path = pathname.replace(/\/*$/, "/");
  // As a browser shows it; links would lead below that page. What ends in a slash is a folder, whatever its name.
  const above = pathname.replace(/[^/]+\.(?:html?|php)$/i, "").replace(/\/*$/, "/");
  const cure = `Did you mean ${origin}${above}?`;
  if (search || hash) return tell(spot, "The address of a site has no ? and no #.", cure);
  if (above !== path) return tell(spot, "This is a page's address, not that of the folder it lies in.", cure);
  return `${origin}${path}`;
};

const language: Reader<string> = (spot) => {
  const said = text(spot);
  if (said === undefined) return undefined;
  const locale = toLocale(said);
  if (locale && SUPPORTED_LANGUAGES.includes(locale.language)) return locale.toString();
  const near = toLocale(said.replaceAll("_", "-"));
  const isSpelling = near !== undefined && SUPPORTED_LANGUAGES.includes(near.language);
  const cure = isSpelling
    ? `Did you mean ${near}?`
    : `Write one of ${SUPPORTED_LANGUAGES.join(", ")}, with a region where it matters: en-GB.`;
  return tell(spot, `${quote(said)} is no language that the page has words for.`, cure);
};

function toLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

const timezone: Reader<string> = (spot) => {
  const said = text(spot);
  if (said === undefined || isTimezone(said)) return said;
  const names = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const city = `/${said.toLowerCase().replaceAll(" ", "_")}`;
  const near = names.find((name) => name.toLowerCase().endsWith(city)) ?? nearestName(said, names);
  const cure = near
    ? `Did you mean ${near}?`
    : "Write a name of the IANA database, as in Europe/Berlin, or UTC.";
  return tell(spot, `${quote(said)} is no time zone.`, cure);
};

// Offsets ("+02:00") are known to newer Node versions only, and know no summer time.
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const authorReader = (site: string | undefined): Reader<Author> =>
  mapOf("site.author", (fields) => {
    const name = fields.required("name", text, "Write the author's name, as in name: Ada Lovelace.");
    const url = fields.optional("url", webAddress);
    const photo = fields.optional("photo", photoReader(site));
    const me = fields.optional("me", listOf(address("http", "https", "mailto"))) ?? [];
    return name === undefined ? undefined : { name, me, ...given({ url, photo }) };
  });

/** @param site absolute, for photos that are given as a path; `undefined` where it is mistaken */
export const peopleReader = (site: string | undefined): Reader<Map<string, Person>> => {
  const person = mapOf("people.NAME", (fields) =>
    given({ url: fields.optional("url", webAddress), photo: fields.optional("photo", photoReader(site)) }),
  );
  // A name with nothing behind it is a person of whom no more is known.
  const reader: Reader<Person> = (spot) => (isEmpty(spot.node) ? {} : person(spot));
  return namedMap("Ada: { url: https://… }", reader);
};

/** An absolute address, or the path of a file on the site itself. */
const photoReader =
  (site = "https://example.org/"): Reader<string> =>
  (spot) => {
    const said = text(spot);
    if (said === undefined) return undefined;
    const isPath = !/^[a-z][a-z0-9+.-]*:/i.test(said) && !said.startsWith("//");
    return isPath
      ? new URL(`./${said.replace(/^[/\\]+/, "")}`, site).href
      : readAddress(spot, said, ["http", "https"]);
  };
