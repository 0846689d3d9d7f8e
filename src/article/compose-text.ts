/** One story's text from what its feed and its page say: the better words, the surer title, author, date and language. */
import type { Enclosure, Entry } from "../feed/entry.ts";
import { given } from "../given.ts";
import { htmlToMarkdown } from "../markdown/to-markdown.ts";
import { type Page, type ReadPage, readPage } from "./article-page.ts";
import { attachMedia } from "./attach-media.ts";
import { chooseSource, type Source } from "./choose-source.ts";
import { detectLanguage } from "./detect-language.ts";
import { htmlText } from "./dom/text-words.ts";
import { settleLanguage } from "./settle-language.ts";
import type { StoryText } from "./text.ts";

export interface TextInput {
  entry: Pick<Entry, "title" | "html" | "summary" | "base" | "author" | "published" | "language" | "link"> & {
    feedTitle?: string;
    feedLanguage?: string;
    enclosures?: Enclosure[];
  };
  page?: Page;
}

/** Pure, but slow and heavy for some pages: call it in a thread that can be ended. */
export async function composeText({ entry, page }: TextInput): Promise<StoryText> {
  const read = page ? await readPage(page, entry) : undefined;
  const source = chooseSource(entry, read);
  const places = given({ base: source.base, page: source.page });
  const { markdown, images } = htmlToMarkdown(withMedia(source, entry, read), places);
  const metadata = source.foreign ? undefined : read?.metadata;
  const title = entry.title || metadata?.title || "";
  const detected = await detectLanguage(`${title}\n${htmlText(source.html, { prose: true })}`);
  return {
    text: markdown === "" ? "none" : source.text,
    markdown,
    images,
    title,
    ...given({
      author: entry.author || metadata?.author,
      published: entry.published ?? metadata?.published,
      language: settleLanguage([entry.language, metadata?.language, entry.feedLanguage], detected),
      note: source.note,
      barrier: source.barrier,
    }),
  };
}

function withMedia(
  { html, text, base }: Source,
  entry: TextInput["entry"],
  read: ReadPage | undefined,
): string {
  const enclosures = (entry.enclosures ?? []).filter(({ url }) => url !== entry.link);
  const media = { enclosures, base, isNote: entry.title === "" };
  if (text !== "article" || !read) return attachMedia(html, media);
  return attachMedia(html, { ...media, page: read.prepared.document, lead: read.metadata.image });
}
