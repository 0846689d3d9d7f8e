/** What static hosts take, as their documentation said in November 2026, and addresses that no host serves. Pure. */

const GB = 1e9;
const MB = 1e6;
const MiB = 1024 * 1024;

export interface HostLimit {
  host: string;
  /** Below which sites live there that have no domain of their own. */
  domain: string;
  files?: number;
  bytes?: number;
  /** Bytes of one file. */
  largest?: number;
}

export const HOST_LIMITS: readonly HostLimit[] = [
  { host: "GitHub Pages", domain: "github.io", bytes: GB },
  { host: "GitLab Pages on gitlab.com", domain: "gitlab.io", bytes: GB, files: 200_000 },
  { host: "Cloudflare Pages, free", domain: "pages.dev", files: 20_000, largest: 25 * MiB },
  { host: "Cloudflare Pages, paid", domain: "pages.dev", files: 100_000, largest: 25 * MiB },
  { host: "Azure Static Web Apps, free", domain: "azurestaticapps.net", bytes: 250 * MB, files: 15_000 },
];

/** Whether an address is for examples only (RFC 2606, section 3). */
export const isPlaceholder = (url: string): boolean =>
  /(^|\.)example\.(com|net|org)$/.test(new URL(url).hostname);

export interface SiteSize {
  files: number;
  bytes: number;
  /** Bytes of its largest file, where somebody looked. */
  largest?: number;
}

/** A site that fills this part of a limit is told of it. */
const NEAR = 0.8;

export interface HostWarning {
  host: string;
  domain: string;
  what: "files" | "bytes" | "largest";
  limit: number;
  isOver: boolean;
}

/** Hosts whose limits a site exceeds or comes near. */
export function judgeSize(size: SiteSize): HostWarning[] {
  return HOST_LIMITS.flatMap((limits) =>
    (["files", "bytes", "largest"] as const).flatMap((what) => {
      const [limit, has = 0] = [limits[what], size[what]];
      if (limit === undefined || has < NEAR * limit) return [];
      return [{ host: limits.host, domain: limits.domain, what, limit, isOver: has > limit }];
    }),
  );
}

/** "1.6 GB", "740 kB". */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= GB ? ["GB", GB] : bytes >= MB ? ["MB", MB] : (["kB", 1000] as const);
  const amount = bytes / size;
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`;
}
