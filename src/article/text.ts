/** What extraction gives for one story. Plain data: it crosses threads. */

/** Where a story's words came from: the article's page, the feed's body, its description, or nowhere. */
export type TextSource = "article" | "feed" | "summary" | "none";

export interface ImageSize {
  width: number;
  height: number;
}

export interface StoryText {
  text: TextSource;
  /** The Markdown dialect of a story's body: GitHub's with footnotes, no HTML. Ends with one newline, or is "". */
  markdown: string;
  /** Sizes known from attributes, by the image's absolute address. */
  images: Record<string, ImageSize>;
  /** The feed's title where it has one, else the page's. */
  title: string;
  author?: string;
  /** ISO 8601 UTC. */
  published?: string;
  /** BCP 47, lower-case language, as detected or declared. */
  language?: string;
  /** Why the page's own text was not taken, where a page was tried. */
  note?: string;
  /** What answered in the article's place, a paywall for instance: another night may find the article itself. */
  barrier?: string;
}
