/**
 * content/.state/stories/YYYY-MM.txt: which stories the archive has had, by the month in which they were shared.
 * Where a file is gone that stands here, somebody took it away; where too many are, the checkout is broken.
 */
import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, parse } from "node:path";
import { canonicalAddress } from "../address.ts";
import { comparePlace, compareText, isMonth, isPlace, type Placed, type Story } from "../story.ts";

/** Below the root. */
export const LEDGER = "content/.state/stories";

export interface LedgerLine extends Placed {
  address: string;
}

/** `content/.state/stories/2022-01.txt` */
export const ledgerPath = (shared: string): string => `${LEDGER}/${shared.slice(0, 7)}.txt`;

/** `2022-01` of `2022-01.txt`; of a month that cannot be, none. */
export function monthOfLedger(path: string): string | undefined {
  const { name, ext } = parse(path);
  return ext === ".txt" && isMonth(name) ? name : undefined;
}

/** A story a line: `ID SHARED PUBLISHED ADDRESS`, `-` for an unknown date. */
export function parseLedger(text: string): LedgerLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [id, shared, published, address] = line.split(" ");
    if (!id || !shared || !published || !address || !/^[0-9a-f]{12}$/.test(id) || !isPlace(shared)) return [];
    return [published === "-" ? { id, shared, address } : { id, shared, published, address }];
  });
}

/** Oldest first, each id once: two clones that know the same stories write the same bytes. */
export function formatLedger(lines: LedgerLine[]): string {
  const byId = new Map(lines.map((line) => [line.id, line]));
  return [...byId.values()]
    .sort(comparePlace)
    .map(({ id, shared, published, address }) => `${id} ${shared} ${published ?? "-"} ${address}\n`)
    .join("");
}

export const ledgerLineOf = (story: Story): LedgerLine => {
  const { id, url, address, published } = story.origin;
  const line = { id, shared: story.shared, address: address ?? (url && canonicalAddress(url)) ?? "-" };
  return published ? { ...line, published } : line;
};

/** Every story that state remembers. */
export async function readLedger(root: string): Promise<LedgerLine[]> {
  const folder = join(root, LEDGER);
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter(monthOfLedger).sort(compareText);
  return names.flatMap((name) => parseLedger(readFileSync(join(folder, name), "utf8")));
}
