/** What static hosts take, as their documentation said in November 2026. Pure. */

const GB = 1e9;
const MB = 1e6;

export interface HostLimit {
  host: string;
  files?: number;
  bytes?: number;
}

export const HOST_LIMITS: readonly HostLimit[] = [
  { host: "GitHub Pages", bytes: GB },
  { host: "GitLab Pages on gitlab.com", bytes: GB, files: 200_000 },
  { host: "Cloudflare Pages, free", files: 20_000 },
  { host: "Cloudflare Pages, paid", files: 100_000 },
  { host: "Azure Static Web Apps, free", bytes: 250 * MB, files: 15_000 },
];

export interface SiteSize {
  files: number;
  bytes: number;
}

/** A site that fills this part of a limit is told of it. */
const NEAR = 0.8;

export interface HostWarning {
  host: string;
  what: "files" | "bytes";
  limit: number;
  isOver: boolean;
}

/** Hosts whose limits a site exceeds or comes near. */
export function judgeSize(size: SiteSize): HostWarning[] {
  return HOST_LIMITS.flatMap((limits) =>
    (["files", "bytes"] as const).flatMap((what) => {
      const limit = limits[what];
      if (limit === undefined || size[what] < NEAR * limit) return [];
      return [{ host: limits.host, what, limit, isOver: size[what] > limit }];
    }),
  );
}

/** "1.6 GB", "740 kB". */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= GB ? ["GB", GB] : bytes >= MB ? ["MB", MB] : (["kB", 1000] as const);
  const amount = bytes / size;
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`;
}
