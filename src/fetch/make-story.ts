/** A draft and its text become a story. Pure. */
import type { StoryText } from "../article/text.ts";
import { toInstant } from "../clock.ts";
import { given } from "../given.ts";
import { canonicalAddress, cleanLink } from "../story/address.ts";
import { hashBody, isEdited } from "../story/file/story-file.ts";
import type { Story } from "../story/story.ts";
import type { Draft } from "./draft-stories.ts";

export function makeStory(draft: Draft, text: StoryText, now: Date): Story {
  const { entry, feed, source } = draft;
  const url = entry.link === undefined ? undefined : cleanLink(entry.link);
  const address = url !== undefined && canonicalAddress(url) === draft.address ? undefined : draft.address;
  const title = text.title.trim();
  return {
    title,
    tags: draft.tags,
    hidden: false,
    pinned: false,
    shared: toInstant(now),
    shares: draft.shares,
    origin: {
      format: 1,
      id: draft.id,
      ...given({ url, address, title: title || undefined, author: text.author }),
      ...given({ published: publishedOf(text.published, now), language: text.language }),
      source: given({ title: source.title || undefined, url: source.home, feed: feed.url }),
      categories: entry.categories,
      text: text.text,
      show: feed.show,
      images: text.images,
      body: hashBody(text.markdown),
      extra: {},
    },
    body: text.markdown,
    extra: {},
  };
}

/** Dates before there were computers to write them are mistakes; none is later than now. */
function publishedOf(published: string | undefined, now: Date): string | undefined {
  const time = published === undefined ? Number.NaN : Date.parse(published);
  if (Number.isNaN(time) || time <= 0) return undefined;
  return toInstant(new Date(Math.min(time, now.getTime())));
}

/**
 * A story whose article could not be had when it was taken, with the article's text: only what the curator has not
 * touched is replaced. `undefined` where nothing is gained.
 */
export function withArticle(story: Story, text: StoryText, now: Date): Story | undefined {
  if (text.text !== "article" || isEdited(story)) return undefined;
  const { origin } = story;
  const title = text.title.trim();
  const isUntitled = story.title === "" && origin.title === undefined;
  return {
    ...story,
    ...(isUntitled ? { title } : {}),
    body: text.markdown,
    origin: {
      ...origin,
      ...given({ title: origin.title ?? (title || undefined) }),
      ...given({ author: origin.author ?? text.author, language: origin.language ?? text.language }),
      ...given({ published: origin.published ?? publishedOf(text.published, now) }),
      text: "article",
      images: text.images,
      body: hashBody(text.markdown),
    },
  };
}
