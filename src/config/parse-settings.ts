/** The text of feeds.yaml as settings, or as every mistake in it. */
import { given } from "../given.ts";
import { feedKey } from "./feed-address.ts";
import { type Fields, isEmpty, mapOf, type Reader, type Spot, tell } from "./fields.ts";
import { type ConfigMistake, sortMistakes } from "./mistake.ts";
import {
  completeFeed,
  defaultsReader,
  draftFeed,
  type FeedDraft,
  type FeedWishes,
} from "./parse-feed-settings.ts";
import { completeNetwork, networkReader } from "./parse-network.ts";
import { peopleReader, siteReader } from "./parse-site.ts";
import { itemSpots } from "./readers.ts";
import type { FeedSettings, RejectedFeed, Settings, SiteSettings } from "./settings.ts";
import { readYaml, type YamlNode } from "./yaml-tree.ts";

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; mistakes: ConfigMistake[] };

export interface Surroundings {
  /** The folder that local feeds are relative to, absolute. */
  root: string;
  /** SITE_URL of the environment. */
  siteUrl: string | undefined;
  /** Of the product, for the User-Agent. */
  version: string;
}

const HOW_TO_BEGIN =
  "Write a site with title and url, and a list of feeds: docs/configuration.md shows each key.";

/** A mistake inside one entry of `feeds` rejects that feed; any other refuses the file. */
export function parseSettings(text: string, surroundings: Surroundings): SettingsResult {
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, mistakes: sortMistakes(yaml.mistakes) };
  const { mistakes } = yaml;
  const place = { ...yaml.root.place, line: Math.max(yaml.root.place.line, 1) };
  const spot: Spot = { key: "", node: yaml.root, place, mistakes };
  if (isEmpty(yaml.root)) {
    tell(spot, "The file says nothing.", HOW_TO_BEGIN);
    return { ok: false, mistakes };
  }
  const parts = partsReader(surroundings)(spot);
  const ofFeeds = parts?.drafts.flatMap((draft) => draft.mistakes) ?? [];
  if (!parts?.site || mistakes.length > 0)
    return { ok: false, mistakes: sortMistakes([...mistakes, ...ofFeeds]) };
  return { ok: true, settings: assemble({ ...parts, site: parts.site }, surroundings.version) };
}

interface Parts {
  site: SiteSettings | undefined;
  people: Settings["people"];
  defaults: FeedWishes;
  network: Partial<Settings["network"]>;
  drafts: FeedDraft[];
}

const partsReader = ({ root, siteUrl }: Surroundings): Reader<Parts> =>
  mapOf("", (fields) => {
    const site = fields.required(
      "site",
      siteReader(siteUrl),
      "Write site: and below it, indented, title: … and url: ….",
    );
    return {
      site,
      people: fields.optional("people", peopleReader(site?.url)) ?? new Map(),
      defaults: fields.optional("defaults", defaultsReader) ?? {},
      network: fields.optional("network", networkReader) ?? {},
      drafts: readFeeds(fields, root),
    };
  });

function readFeeds(fields: Fields<"">, root: string): FeedDraft[] {
  const spots = fields.optional("feeds", (spot) => {
    if (spot.node.kind === "list") return itemSpots(spot);
    return tell(spot, "feeds is no list.", "Write each feed below it on a line that begins with - url:.");
  });
  const drafts = (spots ?? []).map((spot) => draftFeed(spot, root));
  tellClaimedTwice(drafts);
  return drafts;
}

/** Each address and each slug belongs to the first feed that names it. */
function tellClaimedTwice(drafts: FeedDraft[]): void {
  const owners = new Map<string, FeedDraft>();
  for (const draft of drafts) {
    for (const { claim, key } of claimsOf(draft)) {
      const owner = owners.get(claim);
      if (owner && owner !== draft) tellOwner(draft, owner, key);
      else owners.set(claim, draft);
    }
  }
}

interface Claim {
  claim: string;
  key: "url" | "slug" | "previously";
}

function claimsOf({ address, slug, previously }: FeedDraft): Claim[] {
  const urls = address ? [{ claim: `url ${feedKey(address.url)}`, key: "url" } as const] : [];
  const slugs = slug === undefined ? [] : [{ claim: `slug ${slug}`, key: "slug" } as const];
  return [
    ...urls,
    ...previously.map((url) => ({ claim: `url ${feedKey(url)}`, key: "previously" }) as const),
    ...slugs,
  ];
}

function tellOwner({ spot }: FeedDraft, owner: FeedDraft, key: Claim["key"]): void {
  const entry =
    spot.node.kind === "map" ? spot.node.entries.find((candidate) => candidate.key === key) : undefined;
  const what = key === "slug" ? "This slug belongs to" : "This address belongs to";
  const cure = key === "slug" ? "Give each feed a slug of its own." : "Take one of the two out.";
  const place = entry?.place ?? spot.place;
  tell(
    { ...spot, key: `${spot.key}.${key}`, place },
    `${what} ${owner.spot.key} already (line ${owner.spot.place.line}).`,
    cure,
  );
}

function assemble(
  { site, people, defaults, network, drafts }: Parts & { site: SiteSettings },
  version: string,
): Settings {
  const sound = drafts
    .filter(({ mistakes }) => mistakes.length === 0)
    .map((draft) => completeFeed(draft, defaults));
  return {
    site,
    people,
    feeds: sound.filter((feed): feed is FeedSettings => feed !== undefined),
    network: completeNetwork(network, version, site.url),
    rejected: drafts.filter(({ mistakes }) => mistakes.length > 0).map(toRejected),
  };
}

function toRejected({ spot, address, title, mistakes }: FeedDraft): RejectedFeed {
  const url = address?.url ?? writtenUrl(spot.node);
  return { key: spot.key, ...given({ url, title }), failures: sortMistakes(mistakes) };
}

function writtenUrl(node: YamlNode): string | undefined {
  if (node.kind === "scalar") return node.value === null ? undefined : String(node.value);
  const entry = node.kind === "map" ? node.entries.find(({ key }) => key === "url") : undefined;
  return entry?.value.kind === "scalar" ? writtenUrl(entry.value) : undefined;
}
