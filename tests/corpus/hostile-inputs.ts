/** The corpus's hostile inputs, and how they are published: feeds as feeds, pages as articles behind a feed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Published, type Publisher, writeLines } from "./end-to-end-publisher.ts";

export interface Expectation {
  rendered?: string;
  links?: string;
  build?: string;
  literals?: string[];
  titles?: string[];
  /** A number, or words for one. */
  items?: number | string;
  files?: string;
  time?: string;
  text?: string;
  title?: string;
  error?: string;
  order?: string;
  check?: string;
}

export interface HostileInput {
  file: string;
  kind: "feed" | "page";
  contentType?: string;
  contentEncoding?: string;
  /** The file is compressed where it lies, and is published without that. */
  storedGzip?: boolean;
  what: string;
  expect: Expectation;
}

export function readInputs(split: string): HostileInput[] {
  const manifest: { files: HostileInput[] } = JSON.parse(
    readFileSync(join(split, "hostile/MANIFEST.json"), "utf8"),
  );
  return manifest.files;
}

/** Of the feed that an input is, or that leads to it. */
export const feedPath = ({ file }: HostileInput): string => `/feeds/${file}`;
/** Of the page that an input is. */
export const pagePath = ({ file }: HostileInput): string => `/pages/${file}`;

/** The words of the feed that leads to a page: what stays of a page that nothing can be made of. */
export const fallbackOf = ({ file }: HostileInput): string => `What the feed says of ${file}.`;

/** An XML reader knows XML without being told, a JSON reader JSON. */
const TYPES = {
  xml: "application/rss+xml",
  html: "text/html",
  json: "application/feed+json",
  bin: "application/rss+xml",
};

export function publishInputs({ documents, origin }: Publisher, split: string, inputs: HostileInput[]): void {
  for (const [index, input] of inputs.entries()) {
    const document = readInput(split, input, index);
    if (input.kind === "feed") documents.set(feedPath(input), document);
    else {
      documents.set(pagePath(input), document);
      const line = { title: input.file, link: origin + pagePath(input), description: fallbackOf(input) };
      documents.set(feedPath(input), writeLines(`Leads to ${input.file}`, [line]));
    }
  }
}

function readInput(split: string, input: HostileInput, index: number): Published {
  const { file, storedGzip, contentType, contentEncoding } = input;
  const stored = readFileSync(join(split, "hostile", file));
  const ending = file.replace(/\.gz$/, "").split(".").at(-1) ?? "";
  const type = Object.entries(TYPES).find(([name]) => name === ending)?.[1] ?? "application/octet-stream";
  return {
    bytes: giveHost(storedGzip ? gunzipSync(stored) : stored, index),
    contentType: contentType ?? type,
    ...(contentEncoding ? { contentEncoding } : {}),
  };
}

/** Inputs share addresses, and one address is one story: each input's stories get a host of their own, as long as before. */
function giveHost(bytes: Buffer, index: number): Buffer {
  const own = `hos${String(index).padStart(2, "0")}le.example`;
  const wide = (text: string): string => [...text].join("\0");
  return Buffer.from(
    bytes
      .toString("latin1")
      .replaceAll("hostile.example", own)
      .replaceAll(wide("hostile.example"), wide(own)),
    "latin1",
  );
}
