/** The corpus's list of pages and feeds, and what is known of each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface CorpusPage {
  file: string;
  url: string | null;
  language?: string;
  expected: {
    title?: string;
    text?: string;
    mustContain?: string[];
    mustNotContain?: string[];
    author?: string;
    date?: string;
  };
}

export interface CorpusFeed {
  file: string;
  contentType: string | null;
}

interface Manifest {
  pages: CorpusPage[];
  feeds: CorpusFeed[];
}

/** Pages whose address is not known are read under this one. */
export const addressOf = ({ url }: CorpusPage): string => url ?? "https://example.org/";

export function readManifest(split: string): Manifest {
  return JSON.parse(readFileSync(join(split, "MANIFEST.json"), "utf8"));
}

export const readPages = async (split: string): Promise<CorpusPage[]> => readManifest(split).pages;
