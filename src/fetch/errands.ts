/** What a night has to do for its texts: articles of new stories, and those that could not be had on nights before. */
import type { TextInput } from "../article/compose-text.ts";
import { listRecordings } from "../article/list-recordings.ts";
import type { StoryText } from "../article/text.ts";
import { toDay, toInstant } from "../clock.ts";
import { given } from "../given.ts";
import { renderMarkdown } from "../markdown/render/render-markdown.ts";
import { isEdited } from "../story/file/story-file.ts";
import type { Attempts, FeedState } from "../story/state/feed-state.ts";
import type { Draft } from "./draft-stories.ts";
import { makeStory, withArticle } from "./make-story.ts";
import type { Asked, FetchOptions } from "./night.ts";
import { type ReadArticle, type ReadOptions, readArticle } from "./read-article.ts";
import { readImageSizes } from "./read-image-sizes.ts";

/** One article to be read, and what to do with it. */
export interface Errand {
  /** Of the page; absent where only the feed's words count. */
  link: string | undefined;
  id: string;
  /** Whether the story is kept already, without its article. */
  isRetry: boolean;
  /** The feed in whose state a failure is remembered. */
  asked: Asked;
  read(options: ReadOptions): Promise<ReadArticle>;
  keep(text: StoryText): "added" | "updated" | "same";
}

/** A new story's. */
export function toErrand(draft: Draft, byFeed: Map<string, Asked>, options: FetchOptions): Errand[] {
  const asked = byFeed.get(draft.feed.url);
  if (!asked) return [];
  const link = draft.feed.fullText === "never" ? undefined : draft.entry.link;
  return [
    {
      link,
      id: draft.id,
      isRetry: false,
      asked,
      read: async (reading) => withSizes(await readDraft(draft, link, reading), options),
      keep(text) {
        options.archive.write(makeStory(draft, text, options.now));
        return "added";
      },
    },
  ];
}

async function withSizes(read: ReadArticle, options: FetchOptions): Promise<ReadArticle> {
  if (options.settings.site.images === "none") return read;
  return { ...read, text: { ...read.text, images: await readImageSizes(read.text, options) } };
}

/** With `fullText: always` the feed's body is the fallback only. */
async function readDraft(draft: Draft, link: string | undefined, reading: ReadOptions): Promise<ReadArticle> {
  const entry = wordsOf(draft);
  if (draft.feed.fullText !== "always") return readArticle(entry, link, reading);
  const { html: _body, summary: _words, ...bare } = entry;
  const read = await readArticle(bare, link, reading);
  if (read.text.text === "article") return read;
  const fallback = await readArticle(entry, undefined, reading);
  return { text: fallback.text, outcome: read.outcome };
}

/** What the feed says of a story. Where it shares another's page, its date and language are those of the sharing. */
function wordsOf({ entry, source }: Draft): TextInput["entry"] {
  if (entry.sharing) {
    const { published: _when, ...rest } = entry;
    return rest;
  }
  return { ...entry, feedTitle: source.title, ...given({ feedLanguage: source.language }) };
}

export interface RetryPlan {
  errands: Errand[];
  /** For the feed's state. Where nothing can be gained any more, that is settled. */
  articles: FeedState["articles"];
}

/** Which articles of this feed are to be tried again tonight, and which never more. */
export function planRetries(asked: Asked, options: FetchOptions): RetryPlan {
  const { archive } = options;
  const day = toDay(toInstant(options.now));
  const isDue = (attempts: Attempts): boolean => attempts !== "settled" && !attempts.includes(day);
  const waiting = Object.entries(asked.state.articles).map(([id, attempts]) => ({
    id,
    attempts,
    errand: isDue(attempts) ? toRetry(id, asked, options) : undefined,
  }));
  const isUnreadable = (id: string): boolean =>
    archive.isMissing(id) || (archive.has(id) && !archive.read(id));
  const articles = waiting.flatMap(({ id, attempts, errand }): [string, Attempts][] => {
    if (!isDue(attempts) || errand || isUnreadable(id)) return [[id, attempts]];
    return archive.read(id)?.origin.text === "article" ? [] : [[id, "settled"]];
  });
  return { errands: waiting.flatMap(({ errand }) => errand ?? []), articles: Object.fromEntries(articles) };
}

/** `undefined` where the story is gone, was edited, has its article by now, or its feed wants none any more. */
function toRetry(id: string, asked: Asked, options: FetchOptions): Errand | undefined {
  const { archive } = options;
  const { fullText } = asked.settings;
  const story = archive.read(id);
  const link = fullText === "never" ? undefined : story?.origin.url;
  if (!story || link === undefined || isEdited(story) || story.origin.text === "article") return undefined;
  const { title = "", author, published, language } = story.origin;
  const html =
    fullText === "always"
      ? undefined
      : renderMarkdown(story.body, { images: "link", headingOffset: 0, idPrefix: "" });
  return {
    link,
    id,
    isRetry: true,
    asked,
    async read(reading) {
      // What the feed attached is told by the kept text alone.
      const enclosures = listRecordings(story.body);
      const entry = { title, enclosures, ...given({ html, author, published, language }) };
      const read = await readArticle(entry, link, reading);
      return read.outcome === "extracted" ? withSizes(read, options) : read;
    },
    keep(text) {
      // As it is by now: whoever edits or deletes it meanwhile is not overruled.
      const current = archive.read(id);
      const better = current && withArticle(current, text, options.now);
      if (!better) return "same";
      archive.retell(better);
      return "updated";
    },
  };
}
