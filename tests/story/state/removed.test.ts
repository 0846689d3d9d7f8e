import { expect, it } from "vitest";
import { formatRemoved, parseRemoved } from "../../../src/story/state/removed.ts";

it.each([
  ["2022-01-18T03:00:00Z", 1],
  ["2022-12-31", 1],
  ["2023-13-01T00:00:00Z", 0],
  ["2023-00-01T00:00:00Z", 0],
  ["yesterday", 0],
])("a line of removed.txt dated %s is taken for %i removals", (shared, count) =>
  expect(parseRemoved(`3fa9c1d2e4b7 ${shared} https://example.com/a\n`)).toHaveLength(count),
);

it.each(["  ", "\t", "\uFEFF"])("a removal counts also where an editor put %j before it", (before) => {
  const line = "3fa9c1d2e4b7 2022-01-18T03:00:00Z https://example.com/a";
  expect(parseRemoved(`${before}${line}\n`)).toEqual(parseRemoved(line));
  expect(formatRemoved(`${before}${line}\n`, [])).toBe(`${line}\n`);
});

it("whatever else somebody wrote into removed.txt stays", () => {
  const words = "# Taken down on request\n  # a comment further in\nask Ada about 3fa9c1d2e4b7\n";
  const [old, added] = ["3fa9c1d2e4b7 2022-01-18T03:00:00Z -", "3fa9c1d2e4b8 2022-01-17T03:00:00Z -"];
  expect(formatRemoved(`${words}\n${old}\n`, parseRemoved(added))).toBe(`${words}${added}\n${old}\n`);
});

it("a reason behind a removal's address stays, whatever else is taken away", () => {
  const line = "3fa9c1d2e4b7 2022-01-18T03:00:00Z https://example.com/a  # asked for by its author";
  const others = parseRemoved("3fa9c1d2e4b8 2022-01-17T03:00:00Z -\n3fa9c1d2e4b7 2022-01-18T03:00:00Z -");
  expect(formatRemoved(`${line}\r\n`, others)).toBe(`3fa9c1d2e4b8 2022-01-17T03:00:00Z -\n${line}\n`);
  expect(parseRemoved(line)).toEqual([
    {
      id: "3fa9c1d2e4b7",
      shared: "2022-01-18T03:00:00Z",
      address: "https://example.com/a",
      reason: "  # asked for by its author",
    },
  ]);
});

it.each(["\r", "\u2028", "\u2029"])(
  "a removal counts whatever line end, as %j, its reason has in it",
  (end) => {
    const line = `3fa9c1d2e4b7 2022-01-18T03:00:00Z - One${end}two`;
    expect(parseRemoved(`${line}\n`)).toMatchObject([{ id: "3fa9c1d2e4b7", reason: ` One${end}two` }]);
  },
);

it("of two removals of one story the earlier stands, with the reason that either has, in any order", () => {
  const id = "3fa9c1d2e4b7";
  const early = `${id} 2022-01-17T03:00:00Z -`;
  const late = `${id} 2022-01-18T03:00:00Z -`;
  for (const [one, other, both] of [
    [early, `${late}  # Mine.`, `${early}  # Mine.\n`],
    [late, `${late} Hers.`, `${late} Hers.\n`],
    [`${late} Hers.`, `${late}  # Mine.`, `${late}  # Mine.\n`],
  ] as const) {
    expect(formatRemoved(one, parseRemoved(other))).toBe(both);
    expect(formatRemoved(other, parseRemoved(one))).toBe(both);
  }
});
