/** Where a site is to stand, and which hosts it is too large for. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../process/engine.js";
import {
  formatBytes,
  type HostWarning,
  isPlaceholder,
  judgeSize,
  type SiteSize,
} from "../site/host-limits.ts";
import type { Finding } from "./finding.ts";

/**
 * An address that no host serves, and limits. A host is the site's own where its address tells; all others are named for
 * information.
 *
 * @param out the folder of the site; nothing is found where there is none yet
 * @param url of the site, where settings tell it
 */
export function judgeSite(out: string, url: string | undefined): Finding[] {
  return [...judgeAddress(url), ...judgeLimits(out, url)];
}

const judgeAddress = (url: string | undefined): Finding[] =>
  url !== undefined && isPlaceholder(url)
    ? [
        {
          kind: "config",
          where: "feeds.yaml (site.url)",
          what: `is ${url}, which is nobody's: all links lead there`,
          cure: "put your page's own address there",
          isNote: true,
        },
      ]
    : [];

function judgeLimits(out: string, url: string | undefined): Finding[] {
  if (!existsSync(out)) return [];
  const host = url === undefined ? "" : new URL(url).hostname;
  return judgeSize(measureSite(out)).map((warning) => ({
    ...toFinding(warning),
    ...(host.endsWith(`.${warning.domain}`) ? {} : { isNote: true as const }),
  }));
}

export function measureSite(out: string): Required<SiteSize> {
  const size = { files: 0, bytes: 0, largest: 0 };
  for (const name of filesBelow(out)) {
    const bytes = statSync(join(out, name)).size;
    size.files++;
    size.bytes += bytes;
    size.largest = Math.max(size.largest, bytes);
  }
  return size;
}

const WORDS: Record<HostWarning["what"], (limit: number) => string> = {
  files: (limit) => `${limit.toLocaleString("en")} files`,
  bytes: (limit) => `${formatBytes(limit)} in all`,
  largest: (limit) => `files of ${formatBytes(limit)}`,
};

const CURES: Record<HostWarning["what"], string> = {
  files: "`permalinks: anchors` makes far fewer files; docs/hosting.md compares hosts",
  bytes: "`permalinks: anchors` makes a smaller site; docs/hosting.md compares hosts",
  largest: "a smaller `pageSize` makes smaller pages",
};

const toFinding = ({ host, what, limit, isOver }: HostWarning): Finding => ({
  kind: "host",
  where: host,
  what: `takes ${WORDS[what](limit)} at most, and this site ${isOver ? "is over that" : "comes close to it"}`,
  cure: CURES[what],
});
