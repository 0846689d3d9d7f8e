/** From a story's file to its record. */
import { feedKey } from "../../config/feed-address.ts";
import { plainText } from "../../markdown/render/plain-text.ts";
import { foldName } from "../../story/slug.ts";
import { sourceKeyOf, sourceTitleOf } from "../../story/state/sources.ts";
import type { Story } from "../../story/story.ts";
import { hashText } from "../../text/hash-text.ts";
import { legalText } from "../../text/legal-text.ts";
import { isUnseen } from "../../text/unseen-text.ts";
import type { StoryRecord } from "./record.ts";

const EXCERPT = 240;
/** Characters of an ordinary text, or fewer. */
const ORDINARY = 10_000;

/** @param text of the file, for the hash */
export function recordOf(path: string, text: string, story: Story): StoryRecord {
  const { origin } = story;
  const record: StoryRecord = {
    id: origin.id,
    shared: story.shared,
    path,
    hash: hashText(text),
    title: shownText(story.title),
    excerpt: legalText(plainText(story.body, EXCERPT)),
    source: sourceKeyOf(origin),
  };
  if (origin.published) record.published = origin.published;
  if (story.hidden) record.hidden = true;
  if (story.pinned) record.pinned = true;
  if (origin.show !== "full") record.show = origin.show;
  if (origin.language) record.language = origin.language;
  const doublings = Math.ceil(Math.log2(story.body.length / ORDINARY));
  if (doublings > 0) record.doublings = doublings;
  const sourceTitle = shownText(sourceTitleOf(origin));
  if (sourceTitle) record.sourceTitle = sourceTitle;
  if (origin.source.url) record.sourceHome = origin.source.url;
  const tags = uniqueNames(story.tags);
  if (tags.length > 0) record.tags = tags;
  const people = uniqueNames(story.shares.flatMap(({ by }) => by ?? []));
  if (people.length > 0) record.by = people;
  const feeds = story.shares.flatMap(({ by, feed }) =>
    shownText(by ?? "") === "" && feed !== undefined ? feedKey(feed) : [],
  );
  const via = [...new Set(feeds)].filter((feed) => feed !== record.source);
  if (via.length > 0) record.via = via;
  return record;
}

/** A line of text as pages show it: without signs that none can carry, and "" where nothing of it is seen. */
export function shownText(text: string): string {
  const shown = legalText(text).trim();
  return isUnseen(shown) ? "" : shown;
}

/** Names as pages show them, each once: spelled as first met, where they differ only in case or white space. */
export function uniqueNames(names: string[]): string[] {
  const byFold = new Map<string, string>();
  for (const name of names.map(shownText)) {
    const folded = foldName(name);
    if (folded && !byFold.has(folded)) byFold.set(folded, name);
  }
  return [...byFold.values()];
}
