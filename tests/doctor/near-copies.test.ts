import { describe, expect, it } from "vitest";
import { type Candidate, findNearCopies } from "../../src/doctor/near-copies.ts";

const words = (count: number, from = 0): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `word${String.fromCharCode(97 + ((at + from) % 26))}${"xyz"[(at + from) % 3]}${"kl"[(at * 7 + from) % 2]}`,
  )
    .map((word, at) => `${word}${"abcdefgh"[(at >> 3) % 8]}${"abcdefgh"[(at >> 6) % 8]}`)
    .join(" ");

const TEXT = words(200);

interface Story extends Candidate {
  body: string;
}

let count = 0;
function story(host: string, changes: Partial<Story> = {}): Story {
  const id = String(count++).padStart(12, "0");
  return {
    id,
    path: `content/stories/${id}.md`,
    title: "The lamp that answers",
    address: `https://${host}/${id}`,
    shared: "2026-03-10T03:00:00Z",
    published: "2026-03-09T10:00:00Z",
    body: TEXT,
    ...changes,
  };
}

const pairs = (...stories: Story[]): string[][] =>
  findNearCopies(stories, ({ id }) => stories.find((one) => one.id === id)?.body ?? "").map(
    ({ older, younger }) => [older.id, younger.id],
  );

describe("a syndicated copy", () => {
  it("is found by title and text, whatever their marks and case, beside the older one", () => {
    const older = story("a.example");
    const younger = story("b.example", {
      title: "“The Lamp That Answers”",
      shared: "2026-03-11T03:00:00Z",
      body: `${TEXT.replace("word", "*word*")}\n\nFirst seen in the paper of the harbour.`,
    });
    expect(pairs(younger, older)).toEqual([[older.id, younger.id]]);
  });

  it("is found with a line of credits below it, also one that has a date", () => {
    const dated = story("a.example", { body: `${TEXT} on 13 March` });
    const credited = story("b.example", { body: `${TEXT} on 13 March\n\nFrom the Gazette, 14 March 2026.` });
    expect(pairs(dated, credited)).toHaveLength(1);
  });

  it("is the one that came out later, whichever was shared first", () => {
    const original = story("a.example", { shared: "2026-03-12T03:00:00Z" });
    const copy = story("b.example", { published: "2026-03-09T18:00:00Z" });
    expect(pairs(copy, original)).toEqual([[original.id, copy.id]]);
  });

  it("is named once, beside the oldest, however many there are", () => {
    const [first, second, third] = ["a", "b", "c"].map((name) => story(`${name}.example`));
    expect(first && second && third && pairs(third, second, first)).toEqual([
      [first?.id, second?.id],
      [first?.id, third?.id],
    ]);
  });

  it("is found in a script without spaces between words", () => {
    const title = "港の灯台が答えた夜のこと";
    const body = Array.from({ length: 120 }, (_, at) => String.fromCharCode(0x4e00 + at * 7)).join("");
    expect(pairs(story("a.example", { title, body }), story("b.example", { title, body }))).toHaveLength(1);
  });
});

describe("what is no copy", () => {
  const beside = (changes: Partial<Story>, host = "b.example"): string[][] =>
    pairs(story("a.example"), story(host, changes));

  it.each<[string, Partial<Story>]>([
    ["another title", { title: "The lamp that does not answer" }],
    ["another text", { body: words(200, 5) }],
    ["a text of which a third is missing", { body: TEXT.slice(0, TEXT.length * 0.66) }],
    ["a text of which every tenth word is another", { body: TEXT.replace(/((?:\S+ ){9})\S+ /g, "$1other ") }],
    ["the same text a year later", { published: "2027-03-09T10:00:00Z" }],
  ])("has %s", (_what, changes) => {
    expect(beside({})).toHaveLength(1);
    expect(beside(changes)).toEqual([]);
  });

  it("has the same words around other figures", () => {
    const on = (day: number) => ({ body: `${TEXT} on ${day} March` });
    expect(pairs(story("a.example", on(13)), story("b.example", on(13)))).toHaveLength(1);
    expect(pairs(story("a.example", on(13)), story("b.example", on(14)))).toEqual([]);
  });

  it("differs from one of its own site, be it in a single word", () => {
    const other = { body: `${TEXT} Ashford` };
    expect(beside(other)).toHaveLength(1);
    expect(beside({}, "a.example")).toHaveLength(1);
    expect(beside(other, "a.example")).toEqual([]);
  });

  it("is a short text with another word", () => {
    const short = words(40);
    expect(
      pairs(story("a.example", { body: short }), story("b.example", { body: `${short} Ashford` })),
    ).toEqual([]);
  });

  it("comes back on its own site: that is a column", () => {
    expect(beside({ published: "2026-03-09T18:00:00Z" }, "a.example")).toHaveLength(1);
    expect(beside({ published: "2026-03-10T10:00:00Z" }, "a.example")).toEqual([]);
    expect(beside({ published: "2026-03-16T10:00:00Z" }, "b.example")).toHaveLength(1);
  });

  it("is a notice of few words, unless both came out in the same second", () => {
    const short = { body: words(40) };
    const later = { ...short, published: "2026-03-09T10:00:01Z" };
    expect(pairs(story("a.example", short), story("b.example", later))).toEqual([]);
    expect(pairs(story("a.example", short), story("b.example", short))).toHaveLength(1);
    const undated = [story("a.example", short), story("b.example", short)].map(
      ({ published: _none, ...rest }) => rest,
    );
    expect(pairs(...undated)).toEqual([]);
    const shorter = { body: words(12) };
    expect(pairs(story("a.example", shorter), story("b.example", shorter))).toEqual([]);
  });

  it("stands under a title of few letters", () => {
    const links = { title: "Links" };
    expect(pairs(story("a.example", links), story("b.example", links))).toEqual([]);
  });

  it("is without an address: nobody else can have it under another", () => {
    const nowhere = { address: "-" };
    expect(pairs(story("a.example"), story("b.example", nowhere))).toHaveLength(1);
    expect(pairs(story("a.example", nowhere), story("b.example", nowhere))).toEqual([]);
  });

  it("is never read, where no other story has its title", () => {
    const stories = [story("a.example"), story("b.example", { title: "Another title altogether" })];
    const read: string[] = [];
    findNearCopies(stories, ({ id }) => {
      read.push(id);
      return TEXT;
    });
    expect(read).toEqual([]);
  });
});
