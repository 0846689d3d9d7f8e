import { describe, expect, it } from "vitest";
import { judgeTextless, judgeTwins } from "../../src/doctor/judge-stories.ts";
import type { StoryNote } from "../../src/doctor/read-stories.ts";

let count = 0;
function note(changes: Partial<StoryNote> = {}): StoryNote {
  const id = String(count++).padStart(12, "0");
  return {
    path: `content/stories/2026/03/10/story-${id}.md`,
    id,
    address: `https://example.com/${id}`,
    title: "The lamp",
    shared: "2026-03-10T03:00:00Z",
    source: "A paper",
    show: "full",
    hidden: false,
    hasText: true,
    ...changes,
  };
}

const never = () => false;

describe("two files", () => {
  it("are one story where their addresses are one", () => {
    const [first, second] = [note(), note()];
    expect(judgeTwins([first, second], never)).toEqual([]);
    expect(judgeTwins([first, { ...second, address: first.address }], never)).toMatchObject([
      { where: second.path, what: `is the same story as ${first.path}` },
    ]);
  });

  it("are two stories where neither links to an original", () => {
    expect(judgeTwins([note({ address: "-" }), note({ address: "-" })], never)).toEqual([]);
  });

  it("are compared where they are one story, and only there", () => {
    const [first, second, third] = [note(), note(), note()];
    const compared: string[][] = [];
    const isSame = (...paths: string[]): boolean => compared.push(paths) > 0;
    const [found] = judgeTwins([first, second, { ...third, address: second.address }], isSame);
    expect(compared).toEqual([[second.path, third.path]]);
    expect(found).toMatchObject({ where: third.path, remedy: { kind: "delete", path: third.path } });
  });

  it("are named once where both id and address are one", () => {
    const first = note();
    expect(judgeTwins([first, { ...first, path: "content/stories/other.md" }], never)).toHaveLength(1);
  });
});

describe("a story without text", () => {
  it("is noted by its source, with the newest three of many", () => {
    const bare = Array.from({ length: 5 }, () => note({ hasText: false }));
    const [found, ...others] = judgeTextless([...bare, note()], new Set());
    expect(others).toEqual([]);
    expect(found).toMatchObject({ where: "A paper", isNote: true });
    expect(found?.what).toContain("5 stories without text");
    expect(bare.map(({ path }) => found?.what.includes(path))).toEqual([false, false, true, true, true]);
  });

  it.each<[string, Partial<StoryNote>]>([
    ["is hidden", { hidden: true }],
    ["is only linked to", { show: "link" }],
    ["is tried again on the next night", { id: "aaaaaaaaaaaa" }],
  ])("is not spoken of where it %s", (_why, changes) => {
    const waiting = new Set(["aaaaaaaaaaaa"]);
    expect(judgeTextless([note({ hasText: false })], waiting)).toHaveLength(1);
    expect(judgeTextless([note({ hasText: false, ...changes })], waiting)).toEqual([]);
  });
});
