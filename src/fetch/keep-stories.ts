/** Turns drafts into files, and tries again the articles that could not be had on nights before. */

import type { StoryText } from "../article/text.ts";
import { toDay, toInstant } from "../clock.ts";
import type { Result } from "../failure.ts";
import { given } from "../given.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import type { Story } from "../story/story.ts";
import { isEdited } from "../story/story-file.ts";
import { type Draft, withShares } from "./draft-stories.ts";
import type { ArticleCounts } from "./fetch-report.ts";
import { runInLanes } from "./host-lanes.ts";
import { makeStory, withArticle } from "./make-story.ts";
import type { Asked, FetchOptions } from "./night.ts";
import { type ArticleOutcome, type ReadArticle, type ReadOptions, readArticle } from "./read-article.ts";

/** Nights on which an article is tried before the feed's text stands for good. */
const ARTICLE_NIGHTS = 5;

/** Articles begun for each request that may go on: most of them wait for their host's pause to end. */
const BEGUN_PER_REQUEST = 4;

/** One article to be read, and what to do with it. */
interface Errand {
  /** Of the page; absent where only the feed's words count. */
  link: string | undefined;
  id: string;
  /** The feed in whose state a failure is remembered. */
  asked: Asked;
  read(options: ReadOptions): Promise<ReadArticle>;
  keep(text: StoryText): "added" | "updated" | "same";
}

export async function keepStories(
  asked: Asked[],
  drafts: Draft[],
  options: FetchOptions,
): Promise<ArticleCounts> {
  const { archive, settings } = options;
  const counts: ArticleCounts = {
    added: 0,
    updated: 0,
    extracted: 0,
    fromFeed: 0,
    failed: 0,
    postponed: 0,
    causes: {},
  };
  for (const draft of drafts.filter(({ id }) => archive.has(id)))
    counts.updated += shareAgain(draft, options);

  const byFeed = new Map(asked.map((one) => [one.settings.url, one]));
  const errands = [
    ...drafts.filter(({ id }) => !archive.has(id)).flatMap((draft) => toErrand(draft, byFeed, options)),
    ...asked.flatMap((one) => retries(one, options)),
  ];
  options.progress.phase("articles", errands.length);
  const { concurrency, perHost } = settings.network;
  const hostOf = ({ link }: Errand): string => (link && URL.canParse(link) ? new URL(link).host : "");
  const lanes = { hostOf, concurrency: concurrency * BEGUN_PER_REQUEST, perHost };
  await runInLanes(errands, lanes, async (errand) => {
    await runErrand(errand, options, counts);
    options.progress.step();
  });
  return counts;
}

function shareAgain(draft: Draft, { archive }: FetchOptions): number {
  const story = archive.read(draft.id);
  const shared = story && withShares(story, draft.shares);
  if (!shared) return 0;
  archive.write(shared);
  return 1;
}

async function runErrand(errand: Errand, options: FetchOptions, counts: ArticleCounts): Promise<void> {
  const { client, workers, settings, isOver } = options;
  const timeout = settings.network.timeout;
  const { text, outcome } = await errand.read({
    client,
    timeout,
    isOver,
    compose: (input) => workers.compose(input),
  });
  const kept = errand.keep(text);
  if (kept !== "same") counts[kept]++;
  noteOutcome(errand, outcome, toDay(toInstant(options.now)), counts);
}

/** Failures are counted by day in the feed's state; what was not begun waits there too. */
function noteOutcome(
  { asked, id }: Errand,
  outcome: ArticleOutcome,
  day: string,
  counts: ArticleCounts,
): void {
  const { [id]: before = [], ...others } = asked.state.articles;
  const remember = (days: string[]): void => {
    asked.state = {
      ...asked.state,
      articles: days.length < ARTICLE_NIGHTS ? { ...others, [id]: days } : others,
    };
  };
  if (typeof outcome === "object") {
    counts.failed++;
    counts.causes[outcome.cause] = (counts.causes[outcome.cause] ?? 0) + 1;
    remember(before.includes(day) ? before : [...before, day]);
  } else if (outcome === "postponed") {
    counts.postponed++;
    remember(before);
  } else {
    asked.state = { ...asked.state, articles: others };
    if (outcome !== "none") counts[outcome]++;
  }
}

function toErrand(draft: Draft, byFeed: Map<string, Asked>, options: FetchOptions): Errand[] {
  const asked = byFeed.get(draft.feed.url);
  if (!asked) return [];
  const link = draft.feed.fullText === "never" ? undefined : draft.entry.link;
  return [
    {
      link,
      id: draft.id,
      asked,
      read: (reading) => readDraft(draft, link, reading),
      keep(text) {
        options.archive.write(makeStory(draft, text, options.now));
        return "added";
      },
    },
  ];
}

/** With `fullText: always` the feed's body is the fallback only; a linkblog's words are its sharer's, not the story's. */
async function readDraft(draft: Draft, link: string | undefined, reading: ReadOptions): Promise<ReadArticle> {
  const { feed, source } = draft;
  const entry = {
    ...draft.entry,
    feedTitle: source.title,
    ...(source.language ? { feedLanguage: source.language } : {}),
  };
  if (feed.fullText !== "always" && feed.kind !== "linkblog") return readArticle(entry, link, reading);
  const { html: _body, summary: _words, ...bare } = entry;
  const read = await readArticle(bare, link, reading);
  if (feed.kind === "linkblog") {
    const comment = await commentOf(draft, reading);
    for (const share of draft.shares) if (comment && share.feed === feed.url) share.comment = comment;
    return read;
  }
  if (read.text.text === "article") return read;
  const fallback = await readArticle(entry, undefined, reading);
  return { text: fallback.text, outcome: read.outcome };
}

/** A linkblog's own words, as Markdown. */
async function commentOf({ entry }: Draft, { compose }: ReadOptions): Promise<string | undefined> {
  const { html, summary, base, title } = entry;
  const words: Result<StoryText> = await compose({ entry: { title, ...given({ html, summary, base }) } });
  return words.ok ? words.value.markdown.trim() || undefined : undefined;
}

/** Articles of this feed that are to be tried again tonight. */
function retries(asked: Asked, options: FetchOptions): Errand[] {
  const day = toDay(toInstant(options.now));
  return Object.entries(asked.state.articles).flatMap(([id, days]) => {
    const story = days.includes(day) ? undefined : options.archive.read(id);
    const link = story?.origin.url;
    if (!story || link === undefined || isEdited(story) || story.origin.text === "article") return [];
    return [retryOf(story, link, asked, options)];
  });
}

function retryOf(story: Story, link: string, asked: Asked, options: FetchOptions): Errand {
  const { title = "", author, published, language } = story.origin;
  const html = renderMarkdown(story.body, { images: "link", headingOffset: 0, idPrefix: "" });
  return {
    link,
    id: story.origin.id,
    asked,
    read: (reading) => readArticle({ title, html, ...given({ author, published, language }) }, link, reading),
    keep(text) {
      const better = withArticle(story, text);
      if (!better) return "same";
      options.archive.write(better);
      return "updated";
    },
  };
}
