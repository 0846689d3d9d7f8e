/** A root that follows the sample newspaper, with what a killed night could get wrong. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Each feed brings a hard case: more entries than are taken, articles that are gone, a limit for the day, a page that is no feed. */
const feedsYaml = (origin: string): string => `site:
  title: Picked from the harbour
  url: https://harbour.example/
  pageSize: 5
network:
  allowHosts: ["${new URL(origin).host}"]
  perHost: 4
feeds:
  - url: ${origin}/feeds/gazette
  - url: ${origin}/feeds/tide
    by: Ilse
    tags: [code]
  - url: ${origin}/feeds/pristan
  - url: ${origin}/feeds/mina
  - url: ${origin}/feeds/observatory
  - url: ${origin}/feeds/ticker
    backfill: 15
    tags: [arrivals]
  - url: gone.xml
    perDay: 4
    exclude: [number 2]
  - url: ${origin}/feeds/page
`;

const goneItem = (origin: string, number: number): string =>
  `<item><title>Gone, number ${number}</title><link>${origin}/gone/${number}</link>` +
  `<pubDate>${new Date(Date.UTC(2026, 2, number)).toUTCString()}</pubDate>` +
  `<description>What the feed says of number ${number}.</description></item>`;

/** A feed in the root itself, whose articles cannot be had. */
export function writeGoneFeed(root: string, origin: string, items: number): void {
  const list = Array.from({ length: items }, (_, index) => goneItem(origin, items - index)).join("\n");
  writeFileSync(
    join(root, "gone.xml"),
    `<rss version="2.0"><channel><title>Gone</title><link>${origin}/</link>\n${list}\n</channel></rss>\n`,
  );
}

/** @param origin of the newspaper */
export function fillRoot(root: string, origin: string): void {
  mkdirSync(join(root, "content"), { recursive: true });
  writeFileSync(join(root, "feeds.yaml"), feedsYaml(origin));
  writeGoneFeed(root, origin, 7);
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), "crash-"));

/** A copy with the same times of change, by which a build knows what is old. */
export const copyRoot = (from: string, to: string): void => {
  execFileSync("cp", ["-a", `${from}/.`, to]);
};
