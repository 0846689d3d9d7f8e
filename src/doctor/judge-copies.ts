/** Near-copies as findings: named with both paths, never merged unasked. */
import { readStoryFile } from "../story/file/read-story.ts";
import type { Finding } from "./finding.ts";
import { type Candidate, findNearCopies, type NearCopy } from "./near-copies.ts";
import type { StoryNote } from "./read-stories.ts";

export function judgeCopies(root: string, notes: StoryNote[]): Finding[] {
  const shown = notes.filter(({ hidden, hasText }) => hasText && !hidden);
  const copies = findNearCopies(shown, ({ path }) => {
    const { parsed } = readStoryFile(root, path);
    return parsed.ok ? parsed.story.body : "";
  });
  return copies.map(toFinding);
}

const toFinding = ({ older, younger, likeness }: NearCopy): Finding => ({
  kind: "copies",
  where: younger.path,
  what: `(${dayOf(younger)}) has the title of ${older.path} (${dayOf(older)}) and nearly its text (${Math.floor(likeness * 100)} % alike)`,
  cure: `\`shared-stories hide --erase ${younger.id}\` takes the later one away; where they are two stories, leave both`,
  isNote: true,
});

const dayOf = ({ published, shared }: Candidate): string => (published ?? shared).slice(0, 10);
