/** `hide` and `unhide`: a story is gone from every page, or there again. */
import { lockRoot } from "../lock.ts";
import { canonicalAddress, storyId } from "../story/address.ts";
import { ledgerLineOf, type OpenArchive, openArchive } from "../story/archive.ts";
import type { Story } from "../story/story.ts";
import { idOfPath } from "../story/story-path.ts";
import { UsageError } from "../usage-error.ts";
import { type CommonOptions, consoleOf, DONE, rootOf } from "./job.ts";

export interface HideFlags extends CommonOptions {
  /** Keep only the memory that it was removed. */
  erase?: boolean;
}

export async function runHide(name: string, hidden: boolean, flags: HideFlags): Promise<number> {
  const root = rootOf(flags);
  const unlock = lockRoot(root);
  try {
    const archive = await openArchive(root, { allowShrink: flags.allowShrink ?? false });
    try {
      const story = findStory(archive, name);
      if (flags.erase) archive.erase(ledgerLineOf(story));
      else if (story.hidden !== hidden) archive.write({ ...story, hidden });
      archive.saveLedger();
      const state = flags.erase ? "erased" : hidden ? "hidden" : "shown";
      const { id } = story.origin;
      consoleOf(flags).print(
        flags.json
          ? JSON.stringify({ id, state })
          : `${state}: ${story.title || id}. The next build follows.`,
      );
    } finally {
      archive.close();
    }
  } finally {
    unlock();
  }
  return DONE;
}

/** By id, by address, or by a path of its file or page. @throws UsageError */
function findStory(archive: OpenArchive, name: string): Story {
  const path = name.replace(/\/(index\.html)?$/, "").replace(/(\.md)?$/, ".md");
  const address = canonicalAddress(name);
  const ids = [name, address && storyId(address), idOfPath(path)];
  for (const id of ids) {
    const story = id && archive.has(id) ? archive.read(id) : undefined;
    if (story) return story;
  }
  throw new UsageError(
    `there is no story ${name}: give its id, its file's path, or the address of the original`,
  );
}
