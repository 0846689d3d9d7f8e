import { expect, it } from "vitest";
import { parseRemoved } from "../../src/story/removed.ts";

it.each([
  ["2022-01-18T03:00:00Z", 1],
  ["2022-12-31", 1],
  ["2023-13-01T00:00:00Z", 0],
  ["2023-00-01T00:00:00Z", 0],
  ["yesterday", 0],
])("a line of removed.txt dated %s is taken for %i removals", (shared, count) =>
  expect(parseRemoved(`3fa9c1d2e4b7 ${shared} https://example.com/a\n`)).toHaveLength(count),
);
