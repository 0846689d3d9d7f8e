/** Files of state that cannot be read, and stories that state knows and content/ does not have. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL } from "../page/catalogue/lists.ts";
import { readManifest } from "../page/catalogue/manifest.ts";
import { cacheFolder } from "../site/build-folders.ts";
import { settleArchive } from "../story/archive/settle-archive.ts";
import { STORIES } from "../story/file/story-path.ts";
import { formatFeedState } from "../story/state/feed-state.ts";
import { formatLedger, LEDGER, monthOfLedger, parseLedger, readLedger } from "../story/state/ledger.ts";
import type { ReadStates } from "../story/state/read-states.ts";
import { readRemovals } from "../story/state/removed.ts";
import { compareText } from "../story/story.ts";
import type { Finding } from "./finding.ts";

/** What such a file still tells is kept, as the next fetch would do. */
export function judgeStates({ states, broken }: ReadStates): Finding[] {
  return broken.map(({ path, what }) => {
    const saved = states.find(({ slug }) => path.endsWith(`/${slug}.yaml`));
    return {
      kind: "state",
      where: path,
      what: `cannot be read: ${what}`,
      cure: "run with --fix, or wait: the next fetch makes it anew from the stories",
      remedy: saved ? { kind: "write", path, text: formatFeedState(saved) } : { kind: "delete", path },
    };
  });
}

/** What a copy may know that the other does not is a person's to judge. */
export const judgeCopiedStates = ({ copies }: ReadStates): Finding[] =>
  copies.map(({ path, of }) => ({
    kind: "state",
    where: path,
    what: `is a copy of ${of}, and passed over`,
    cure: "delete it; where it is the newer one, put it in the other's place",
  }));

export function judgeLedger(root: string): Finding[] {
  const folder = join(root, LEDGER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(monthOfLedger)
    .sort(compareText)
    .flatMap((name) => judgeLedgerFile(`${LEDGER}/${name}`, readFileSync(join(folder, name), "utf8")));
}

function judgeLedgerFile(path: string, text: string): Finding[] {
  const line = text.split("\n").findIndex((one) => one !== "" && parseLedger(one).length === 0);
  if (line < 0) return [];
  return [
    {
      kind: "state",
      where: `${path}:${line + 1}`,
      what: "is no line of a ledger",
      cure: "run with --fix: the lines that can be read stay, and stories that are there are added by the next fetch",
      remedy: { kind: "write", path, text: formatLedger(parseLedger(text)) },
    },
  ];
}

/** The ledger lies in content/, and is lost with it: what the last build saw is not. */
export function judgeLost(root: string, out: string): Finding[] {
  const stories = readManifest(cacheFolder(root, out))?.lists.get(ALL)?.visible ?? 0;
  if (existsSync(join(root, STORIES)) || existsSync(join(root, LEDGER)) || stories === 0) return [];
  return [
    {
      kind: "content",
      where: "content/stories",
      what: `is not there, and the last build saw ${stories === 1 ? "1 story" : `${stories} stories`} in it`,
      cure: "restore the checkout",
    },
  ];
}

/** @param present ids of the stories whose files are there */
export async function judgeMissing(root: string, present: ReadonlySet<string>): Promise<Finding[]> {
  const removed = new Set(readRemovals(root).map(({ id }) => id));
  const known = (await readLedger(root)).filter(({ id }) => !removed.has(id));
  const settlement = settleArchive(known, present, false, () => true);
  if (settlement.kind === "settled") return [];
  return [
    {
      kind: "content",
      where: "content/stories",
      what: `lacks ${settlement.gone} of ${settlement.known} known stories, so that no run goes on`,
      cure: "restore the checkout, or run `fetch --allow-shrink` once if they were deleted on purpose",
    },
  ];
}
