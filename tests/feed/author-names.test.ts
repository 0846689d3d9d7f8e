/** Names out of what stands where an author does. */
import { expect, it } from "vitest";
import { joinNames } from "../../src/feed/author-names.ts";
import { parseFeed } from "../../src/feed/parse-feed.ts";

it.each([
  [["Ada"], "Ada"],
  [["ada@example.com (Ada)"], "Ada"],
  [["ada@example.com(Ada (of the harbour))"], "Ada (of the harbour)"],
  [["ada@example.com (Ada), ben@example.com (Ben Oakes)"], "Ada, Ben Oakes"],
  [["Ada <ada@example.com>"], "Ada"],
  [['"Ada Oakes" <ada@example.com>'], "Ada Oakes"],
  [["Ada <ada@example.com>, Ben Oakes <ben@example.com>"], "Ada, Ben Oakes"],
  [['"Oakes, Ada" <ada@example.com>; Ben <ben@example.com>'], "Oakes, Ada, Ben"],
  [['Ada "Quay" Oakes'], 'Ada "Quay" Oakes'],
  [["Ada Oakes, ada@example.com"], "Ada Oakes"],
  [["Ada (ada@example.com), ben@example.com"], "Ada"],
  [["Ada Oakes ada@example.com of the harbour"], "Ada Oakes of the harbour"],
  [["@ada@social.example"], undefined],
  [["Ada @ home", "ada@example.com", "Ben", "Ben"], "Ada @ home, Ben"],
  [["https://example.com/ada"], undefined],
  [["ada@example.com ()", "Ben"], "Ben"],
])("%j is %j", (texts, names) => {
  expect(joinNames(texts)).toBe(names);
});

it("a long list in one text ends with a whole name", () => {
  const names = Array.from({ length: 40 }, (_, index) => `Ada Oakes-Harbour ${100 + index}`);
  expect(joinNames([names.join(", ")])).toBe(`${names.slice(0, 13).join(", ")}, …`);
});

it("so do thousands of authors, each in an element of its own, as papers of physicists have them", async () => {
  const names = Array.from({ length: 3000 }, (_, index) => `Ada Oakes-Harbour ${1000 + index}`);
  const authors = names.map((name) => `<author><name>${name}</name></author>`).join("");
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title><entry><id>urn:1</id><title>A paper</title>${authors}</entry></feed>`;
  const parsed = await parseFeed(Buffer.from(feed), { url: "https://papers.example/feed" });
  expect(parsed.ok && parsed.value.entries[0]?.author).toBe(`${names.slice(0, 12).join(", ")}, …`);
});

it.each(["@", "@(", "@."])("many authors of nothing but %j are read in no time", (sign) => {
  const texts = Array.from({ length: 1000 }, () => sign.repeat(900));
  expect(joinNames(texts)).toBe(joinNames([sign.repeat(900)]));
});
