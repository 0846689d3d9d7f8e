/** Every story file once, and of each only what the checks need: the archive does not fit into memory. */
import { given } from "../given.ts";
import { listFiles } from "../story/archive/story-index.ts";
import { readStoryFile } from "../story/file/read-story.ts";
import { judgeFront } from "../story/file/story-file.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";
import { readErasing } from "../story/state/erasing.ts";
import { ledgerLineOf } from "../story/state/ledger.ts";
import type { Show, Story } from "../story/story.ts";

export interface StoryNote {
  path: string;
  id: string;
  /** "-" where the story links to no original. */
  address: string;
  title: string;
  shared: string;
  published?: string;
  source: string;
  show: Show;
  hidden: boolean;
  hasText: boolean;
}

export interface ReadNotes {
  /** By path, sorted. */
  notes: StoryNote[];
  mistakes: StoryMistake[];
}

export async function readStoryNotes(
  root: string,
  progress: (done: number, total: number) => void,
): Promise<ReadNotes> {
  const { stories, mistakes } = listFiles(root);
  const read: ReadNotes = { notes: [], mistakes };
  const erasing = readErasing(root);
  const paths = stories.filter((path) => !erasing.has(path));
  for (const [at, path] of paths.entries()) {
    const { text, parsed } = readStoryFile(root, path);
    if (parsed.ok) read.notes.push(detach(noteOf(path, parsed.story)));
    read.mistakes.push(...(parsed.ok ? judgeFront(path, text, parsed.story) : [parsed.mistake]));
    if (at % 1000 === 999) progress(at + 1, paths.length);
  }
  return read;
}

/** A part of a string keeps the whole of it in memory: with each title its file. */
const detach = (note: StoryNote): StoryNote => JSON.parse(JSON.stringify(note));

function noteOf(path: string, story: Story): StoryNote {
  const { id, address, shared, published } = ledgerLineOf(story);
  const { source, show } = story.origin;
  return {
    path,
    id,
    address,
    title: story.title,
    shared,
    ...given({ published }),
    source: source.title ?? source.feed ?? source.url ?? "",
    show,
    hidden: story.hidden,
    hasText: story.body.trim() !== "",
  };
}
