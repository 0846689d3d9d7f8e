/** The catalogue of a whole archive. */
import { expect, it } from "vitest";
import { type ArchiveReader, readWholeCatalogue } from "../../../src/page/catalogue/read-catalogue.ts";
import type { StoryRecord } from "../../../src/page/catalogue/record.ts";
import type { StoryMistake } from "../../../src/story/file/story-mistake.ts";

const MANY = 150_000;

it("takes a folder of no month with as many stories, each with a note, as an archive may have", async () => {
  const folder = "content/stories/imported";
  const records = Array.from({ length: MANY }, (_, number): StoryRecord => {
    const id = number.toString(16).padStart(12, "0");
    return {
      id,
      shared: `20${String(10 + (number % 15))}-01-18T03:00:00Z`,
      path: `${folder}/s-${id}.md`,
      hash: "",
      title: "",
      excerpt: "",
      source: "",
    };
  });
  const mistakes = records.map(
    ({ path = "" }): StoryMistake => ({ path, line: 1, what: "has a key", cure: "mend it", isNote: true }),
  );
  const reader: ArchiveReader = {
    folders: () => [folder],
    readFolders: async () => ({ records, mistakes }),
    async *readParts() {
      yield { records, mistakes };
    },
    removals: () => [],
    ledger: () => [],
    ledgerMonths: () => [],
  };
  const { months, ...read } = await readWholeCatalogue(
    reader,
    () => "",
    (_name, month) => month,
  );
  expect(read.mistakes).toHaveLength(MANY);
  expect(months.size).toBe(15);
  expect([...months.values()].reduce((sum, month) => sum + (month?.records().length ?? 0), 0)).toBe(MANY);
});
