/** What lists and numbering need to know of a story, without its file. */
import type { Placed, Show } from "../../story/story.ts";

/** A place in the archive: a story, or the slot of one that was taken away. Small and plain: it is kept as JSON. */
export interface StoryRecord extends Placed {
  /** Below the root; absent where the story was taken away and only its slot is left. */
  path?: string;
  /** Of the file's bytes. */
  hash: string;
  hidden?: true;
  pinned?: true;
  title: string;
  /** First lines as plain text. */
  excerpt: string;
  language?: string;
  /** Of a long text: how often an ordinary one's length is to be doubled until it is as long. */
  doublings?: number;
  /** What may be republished by its own terms, where that is not all: its source's stand before them. */
  show?: Show;
  /** Key of its source: see `sourceKeyOf`. */
  source: string;
  sourceTitle?: string;
  sourceHome?: string;
  /** As written, each once. */
  tags?: string[];
  /** People among the sharers, each once. */
  by?: string[];
  /** Keys of feeds that shared it and are not its source: pages of the story may link to theirs. */
  via?: string[];
}

/** The slot that a story leaves which was taken away: no other page moves. */
export const emptySlot = ({ id, shared, published }: Placed): StoryRecord => ({
  id,
  shared,
  ...(published ? { published } : {}),
  hash: "",
  title: "",
  excerpt: "",
  source: "",
});

/** "2022-01", where the archive keeps it. */
export const monthOf = ({ shared }: { shared: string }): string => shared.slice(0, 7);

/** What is shown: there, and not hidden. */
export const isVisible = (record: StoryRecord): boolean => record.path !== undefined && !record.hidden;
