/** What a feed document says, in one shape for RSS 2.0, RSS 1.0, Atom and JSON Feed. Plain data: it crosses threads. */

export interface ParsedFeed {
  /** Plain text, never markup; "" where the document has none. */
  title: string;
  /** The site that the feed belongs to, absolute. */
  home?: string;
  /** BCP 47. */
  language?: string;
  /** In the document's order. */
  entries: Entry[];
  /** Entries beyond the limit that were not read. */
  passedOver: number;
  /** The document breaks off before its end: what is missing nobody knows. */
  isCut?: true;
}

export interface Entry {
  /** RSS guid, Atom id, JSON Feed id, as written. */
  guid?: string;
  /** The entry's own page, absolute http(s). */
  link?: string;
  /** Another page that the entry says it is about, absolute http(s): JSON Feed external_url, Atom link rel=related. */
  about?: string;
  /** Plain text with entities resolved; what looks like markup in it is text. "" where there is none. */
  title: string;
  /** The fullest body that the entry carries: HTML whose links may be relative to `base`. */
  html?: string;
  /** The shorter description, HTML, where there is one besides `html`. */
  summary?: string;
  /** What relative links in `html` and `summary` are relative to, absolute. */
  base?: string;
  /** Names only, never addresses of the web; several are joined by ", ". */
  author?: string;
  /** ISO 8601 in UTC, to the second, as the entry says it: the caller judges absurd and future ones. */
  published?: string;
  categories: string[];
  language?: string;
  enclosures: Enclosure[];
  /** Of a linkblog's entry that shares another page: title, author and bodies are that page's, dates the sharing's. */
  sharing?: Sharing;
}

/** Whether there is a story in it: ids, dates, names and categories are said of something that is not there. */
export const saysSomething = ({ link, title, html, enclosures }: Entry): boolean =>
  [link, title, html].some(Boolean) || enclosures.length > 0;

export interface Sharing {
  /** The sharer's own words, Markdown. */
  comment?: string;
}

/** An attached medium: RSS enclosure, Atom link rel=enclosure, Media RSS content, JSON Feed attachment. */
export interface Enclosure {
  url: string;
  /** MIME type as given. */
  type?: string;
  medium: "image" | "audio" | "video" | "other";
  /** Of a picture without one: what describes it. */
  title?: string;
  width?: number;
  height?: number;
  /** Bytes. */
  length?: number;
}
