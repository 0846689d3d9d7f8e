import { expect, it } from "vitest";
import { formatBytes, judgeSize } from "../../src/site/host-limits.ts";

it("says nothing of a site that fits everywhere", () => {
  expect(judgeSize({ files: 900, bytes: 30e6 })).toEqual([]);
});

it("names the hosts whose limits a site exceeds or comes near", () => {
  const warnings = judgeSize({ files: 19_000, bytes: 1.2e9 });
  expect(warnings.map(({ host, what, isOver }) => [host, what, isOver])).toEqual([
    ["GitHub Pages", "bytes", true],
    ["GitLab Pages on gitlab.com", "bytes", true],
    ["Cloudflare Pages, free", "files", false],
    ["Azure Static Web Apps, free", "files", true],
    ["Azure Static Web Apps, free", "bytes", true],
  ]);
});

it("names the hosts that take no file as large as the site's largest", () => {
  const over = (largest: number) =>
    judgeSize({ files: 900, bytes: 60e6, largest }).map(({ host, what, isOver }) => [host, what, isOver]);
  expect(over(20_000_000)).toEqual([]);
  expect(over(26_214_400)).toEqual([
    ["Cloudflare Pages, free", "largest", false],
    ["Cloudflare Pages, paid", "largest", false],
  ]);
  expect(over(26_214_401).map(([, , isOver]) => isOver)).toEqual([true, true]);
});

it.each([
  [512, "0.5 kB"],
  [740_000, "740 kB"],
  [1_600_000_000, "1.6 GB"],
  [250_000_000, "250 MB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
