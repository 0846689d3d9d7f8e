/** Gets a story's text: its article's page where that can be had, else what the feed says. */
import type { TextInput } from "../article/compose-text.ts";
import type { StoryText } from "../article/text.ts";
import { type Failure, failure, type Result } from "../failure.ts";
import { wordsFromHtml } from "../feed/plain-title.ts";
import { decodeText } from "../http/decode-text.ts";
import { ASKED_TO_WAIT, type HttpClient } from "../http/response.ts";
import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import { firstWords } from "../markdown/render/plain-text.ts";

/** What an article's page may weigh, on the wire and decoded. */
const ARTICLE_BYTES = 3 * 1024 * 1024;
/** Characters that are shown of a body that cannot be converted. */
const UNCONVERTED = 1000;
const ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

export interface ReadOptions {
  client: HttpClient;
  compose(input: TextInput): Promise<Result<StoryText>>;
  /** Seconds, of a whole request. */
  timeout: number;
  /** True once the night's time is used up: no new article is begun. */
  isOver(): boolean;
}

export type ArticleOutcome =
  | "extracted"
  /** No page was wanted, or it was read and the feed's own text is better. */
  | "fromFeed"
  /** Not begun: the night is over, or its host asked to be left alone. */
  | "postponed"
  | Failure;

export interface ReadArticle {
  text: StoryText;
  outcome: ArticleOutcome;
}

/** @param link of the page; absent where only the feed's words count */
export async function readArticle(
  entry: TextInput["entry"],
  link: string | undefined,
  options: ReadOptions,
): Promise<ReadArticle> {
  if (link === undefined) return fromFeed(entry, "fromFeed", options);
  if (options.isOver()) return fromFeed(entry, "postponed", options);
  const page = await fetchPage(link, options);
  if (!page.ok) return fromFeed(entry, page.cause === ASKED_TO_WAIT ? "postponed" : page, options);
  const composed = await options.compose({ entry, page: page.value });
  if (!composed.ok) return fromFeed(entry, composed, options);
  return { text: composed.value, outcome: judgeText(composed.value) };
}

/** What answered in the article's place is no answer: a later night may find the article. */
function judgeText({ text, barrier }: StoryText): ArticleOutcome {
  if (text === "article") return "extracted";
  if (barrier === undefined) return "fromFeed";
  return failure("article", barrier, `a ${barrier} answered in the article's place`);
}

async function fetchPage(
  link: string,
  { client, timeout }: ReadOptions,
): Promise<Result<{ html: string; url: string }>> {
  const answer = await client.get({
    url: link,
    accept: ACCEPT,
    maxBytes: ARTICLE_BYTES,
    timeout: timeout * 1000,
  });
  if (answer.kind === "refused")
    return isFile(answer.contentType) ? notAPage(answer.contentType) : { ...answer, stage: "article" };
  if (answer.kind === "unchanged")
    return failure("article", "http 304", "the page answered 304 to an unconditional request");
  const { body, contentType, url } = answer;
  if (!isPage(contentType, body)) return notAPage(contentType);
  const text = decodeText(body, { kind: "html", ...(contentType ? { contentType } : {}) });
  if (!text.trim()) return failure("article", "empty", "the article's page is empty");
  return { ok: true, value: { html: text, url } };
}

const notAPage = (contentType: string | undefined): Failure =>
  failure(
    "article",
    isFile(contentType) ? "a file" : "not a page",
    `the article is ${contentType ?? "no HTML"}, which has no text to extract`,
  );

/** What is meant to be something else than a page; a note in plain text may stand for one that is ill for a night. */
const isFile = (contentType = ""): boolean =>
  /^\s*(?:(?:image|audio|video)\/|application\/(?:pdf|epub\+zip)\b)/i.test(contentType);

/** By its type, or by its first sign where a server says nothing of use. */
function isPage(contentType: string | undefined, body: Buffer): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (/^(text\/html|application\/xhtml\+xml|application\/xml|text\/xml)$/.test(type)) return true;
  if (type && !/^(text\/plain|application\/octet-stream)$/.test(type)) return false;
  return body.subarray(0, 512).toString("latin1").includes("<");
}

async function fromFeed(
  entry: TextInput["entry"],
  outcome: ArticleOutcome,
  { compose }: ReadOptions,
): Promise<ReadArticle> {
  const composed = await compose({ entry });
  if (composed.ok) return { text: composed.value, outcome };
  // Even the feed's own body is too much to convert: the title stands, and what can be read of the body as plain text.
  const words = firstWords(wordsFromHtml(entry.summary ?? entry.html ?? ""), UNCONVERTED);
  return {
    text: {
      text: words ? "summary" : "none",
      markdown: words ? `${escapeMarkdown(words)}\n` : "",
      images: {},
      title: entry.title,
      note: composed.message,
    },
    outcome: composed,
  };
}
