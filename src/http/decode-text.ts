/** From bytes to text, for feeds and pages alike: what the bytes are counts for more than what anybody says of them. */
import { isAscii, isUtf8 } from "node:buffer";
// Node's own decoder takes windows-1252 for Latin-1 in versions that we support, and knows half of euc-kr and big5.
import { TextDecoder } from "@exodus/bytes/encoding.js";

export interface DecodeOptions {
  /** The Content-Type header as it came. */
  contentType?: string;
  kind: "xml" | "html";
}

/**
 * In this order: a byte order mark; the zeros that UTF-16 and UTF-32 leave; UTF-8, where the bytes are that and not ASCII
 * alone; the charset of the HTTP header; the one that the document declares; windows-1252. A charset under which the
 * bytes are no text gives way to the next; UTF-8 that is declared, or that nothing speaks against, is believed with as
 * many broken signs as whole ones. Labels are those of the WHATWG Encoding Standard, by which Latin-1 means
 * windows-1252 and gb2312 means gb18030; labels that it does not know do not count.
 */
export function decodeText(body: Uint8Array, { contentType, kind }: DecodeOptions): string {
  const wide = decodeMarked(body) ?? decodeWide(body);
  if (wide !== undefined) return wide;
  const said = [charsetOf(contentType), kind === "xml" ? xmlEncoding(body) : htmlCharset(body)];
  // The bytes have said what there is to say of Unicode.
  const declared = said.flatMap((label) => (label && !label.startsWith("utf-") ? [label] : []));
  // Of the encodings in use, only ISO-2022-JP hides other signs in ASCII bytes, behind an escape.
  if (isAscii(body))
    return decodeAs(body, body.includes(0x1b) && declared.includes("iso-2022-jp") ? "iso-2022-jp" : "utf-8");
  const isLikely = said.includes("utf-8") || declared.length === 0;
  return (
    decodeUtf8(body, isLikely ? 1 : CERTAIN) ??
    decodeFirstThatFits(body, declared) ??
    decodeAs(body, declared[0] ?? "windows-1252")
  );
}

function decodeMarked(body: Uint8Array): string | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => body[index] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return decodeAs(body.subarray(3), "utf-8");
  if (starts(0xff, 0xfe, 0, 0)) return decodeUtf32(body.subarray(4), "utf-32le");
  if (starts(0, 0, 0xfe, 0xff)) return decodeUtf32(body.subarray(4), "utf-32be");
  if (starts(0xff, 0xfe)) return decodeAs(body.subarray(2), "utf-16le");
  if (starts(0xfe, 0xff)) return decodeAs(body.subarray(2), "utf-16be");
  return undefined;
}

/** Markup is ASCII: in wide units it leaves zeros, always on the same side, where narrow text has none. */
function decodeWide(body: Uint8Array): string | undefined {
  const zeros = [0, 0, 0, 0];
  const read = Math.min(body.length, 2048) & ~3;
  for (let at = 0; at < read; at++) if (body[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const [often, never] = [read / 4 / 5, read / 4 / 50];
  const pattern = zeros.map((count) => (count > often ? "0" : count <= never ? "x" : "?")).join("");
  if (pattern === "x000" || pattern === "xx00" || pattern === "x?00") return decodeUtf32(body, "utf-32le");
  if (pattern === "000x" || pattern === "00xx" || pattern === "00?x") return decodeUtf32(body, "utf-32be");
  if (pattern === "x0x0") return decodeAs(body, "utf-16le");
  if (pattern === "0x0x") return decodeAs(body, "utf-16be");
  return undefined;
}

/** So many whole signs beyond ASCII to a broken one leave no doubt of a charset. */
const CERTAIN = 10;

/** Bytes that are UTF-8 may hold U+FFFD itself: what was broken before it came. */
function decodeUtf8(body: Uint8Array, wholeToBroken: number): string | undefined {
  const decoded = decodeAs(body, "utf-8");
  return isUtf8(body) || fits(decoded, wholeToBroken) ? decoded : undefined;
}

function decodeFirstThatFits(body: Uint8Array, labels: string[]): string | undefined {
  for (const label of labels) {
    const decoded = decodeAs(body, label);
    if (fits(decoded, CERTAIN)) return decoded;
  }
  return undefined;
}

/** A few broken signs among the whole ones (a title cut in the middle of a sign) do no harm. */
function fits(text: string, wholeToBroken: number): boolean {
  const broken = count(text, /\uFFFD/g);
  return broken === 0 || count(text, /[^\0-\x7f\uFFFD]/g) >= wholeToBroken * broken;
}

const count = (text: string, signs: RegExp): number => text.match(signs)?.length ?? 0;

const decodeAs = (body: Uint8Array, label: string): string =>
  new TextDecoder(label, { ignoreBOM: true }).decode(body);

/** `TextDecoder` knows no UTF-32. Four bytes a sign; what is no sign is U+FFFD. */
function decodeUtf32(body: Uint8Array, encoding: "utf-32le" | "utf-32be"): string {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const signs: string[] = [];
  for (let at = 0; at + 4 <= body.length; at += 4) {
    const sign = view.getUint32(at, encoding === "utf-32le");
    signs.push(sign <= 0x10ffff && (sign < 0xd800 || sign > 0xdfff) ? String.fromCodePoint(sign) : "\uFFFD");
  }
  return signs.join("");
}

/** The WHATWG name for a label; `undefined` where it is unknown. */
function nameOf(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
}

const charsetOf = (contentType: string | undefined): string | undefined =>
  nameOf(/charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? "")?.[1]);

/** What an ASCII reader sees of the beginning. */
const beginning = (body: Uint8Array): string => Buffer.from(body.subarray(0, 4096)).toString("latin1");

const xmlEncoding = (body: Uint8Array): string | undefined =>
  nameOf(/<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(beginning(body))?.[1]);

/** `<meta charset>` or its older form (HTML Standard, 13.2.3.2, read a little further than the 1,024 bytes there). */
function htmlCharset(body: Uint8Array): string | undefined {
  const head = beginning(body).replace(/<!--[\s\S]*?-->/g, "");
  const found = [...head.matchAll(/<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/gi)].map(([, label]) =>
    nameOf(label),
  );
  return found.find((name) => name !== undefined) ?? xmlEncoding(body);
}
