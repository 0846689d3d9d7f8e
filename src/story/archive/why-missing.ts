/** What stories that are missing may be behind, where nobody deleted them. */
import { leftOutFiles, type StoryMistake } from "../file/story-mistake.ts";
import { countLeftOut } from "./read-left-out.ts";

/** Files that cannot be read, of those that are told, and files that git left out. */
export function whyMissing(root: string, mistakes: readonly StoryMistake[]): StoryMistake[] {
  const unreadable = mistakes.filter(({ first, isNote }) => first === undefined && !isNote);
  const leftOut = countLeftOut(root);
  return leftOut > 0 ? [...unreadable, leftOutFiles(leftOut)] : unreadable;
}
