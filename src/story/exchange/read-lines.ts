/** The lines of a file of JSON Lines, one after the other: memory is bounded by the longest line that is read. */
import { createReadStream } from "node:fs";

/** Why a line is none that can be read. */
export interface BadLine {
  kind: "bad";
  why: string;
}

/** Bytes of a line; a story of a whole book has five million. */
const LONGEST = 64 * 1024 * 1024;

const LINE_END = 10;

const TOO_LONG: BadLine = {
  kind: "bad",
  why: `is longer than ${LONGEST / 1024 / 1024} MB; leave out of it what is no text`,
};
const NO_UTF8: BadLine = { kind: "bad", why: "is no UTF-8; save the file as UTF-8" };

/** @returns trimmed lines without their ends, also empty ones: they count */
export async function* readLines(path: string): AsyncGenerator<string | BadLine> {
  // Without the mark that some editors put at the beginning.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= LONGEST) parts.push(part);
  };
  const finish = (): string | BadLine => {
    const line = length > LONGEST ? TOO_LONG : decode(decoder, parts);
    [parts, length] = [[], 0];
    return line;
  };
  for await (const chunk of createReadStream(path)) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

function decode(decoder: InstanceType<typeof TextDecoder>, parts: Buffer[]): string | BadLine {
  try {
    return decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)).trim();
  } catch {
    return NO_UTF8;
  }
}
