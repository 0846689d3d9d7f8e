/** From bytes to text, for feeds and pages alike: what the bytes are counts for more than what anybody says of them. */

export interface DecodeOptions {
  /** The Content-Type header as it came. */
  contentType?: string;
  kind: "xml" | "html";
}

export interface DecodedText {
  text: string;
  /** WHATWG name of the encoding that was used. */
  encoding: string;
}

/**
 * In this order: a byte order mark; UTF-8, where the bytes are valid and not ASCII alone; the charset of the HTTP
 * header; the one that the document declares; windows-1252. Labels are those of the WHATWG Encoding Standard, by which
 * Latin-1 means windows-1252 and gb2312 means gb18030; labels that nobody knows do not count.
 */
export function decodeText(body: Uint8Array, { contentType, kind }: DecodeOptions): DecodedText {
  const marked = decodeMarked(body);
  if (marked) return marked;
  const wide = guessWide(body);
  if (wide) return decodeAs(body, wide);
  const declared = [charsetOf(contentType), kind === "xml" ? xmlEncoding(body) : htmlCharset(body)];
  const isAscii = body.every((byte) => byte < 0x80);
  // Some encodings (ISO-2022-JP, HZ, UTF-7) hide other signs in ASCII bytes: there only a declaration can tell.
  if (isAscii) return decodeAs(body, declared.find((label) => label === "iso-2022-jp") ?? "utf-8");
  return (
    decodeUtf8(body) ?? decodeAs(body, declared.find((label) => label && isNarrow(label)) ?? "windows-1252")
  );
}

function decodeMarked(body: Uint8Array): DecodedText | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => body[index] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return decodeAs(body.subarray(3), "utf-8");
  if (starts(0xff, 0xfe, 0, 0)) return { text: decodeUtf32(body.subarray(4), true), encoding: "utf-32le" };
  if (starts(0, 0, 0xfe, 0xff)) return { text: decodeUtf32(body.subarray(4), false), encoding: "utf-32be" };
  if (starts(0xff, 0xfe)) return decodeAs(body.subarray(2), "utf-16le");
  if (starts(0xfe, 0xff)) return decodeAs(body.subarray(2), "utf-16be");
  return undefined;
}

/** UTF-16 without a mark: a document begins with `<`, and its other byte is zero. */
function guessWide(body: Uint8Array): string | undefined {
  if (body[0] === 0x3c && body[1] === 0 && body[3] === 0) return "utf-16le";
  if (body[0] === 0 && body[1] === 0x3c && body[2] === 0) return "utf-16be";
  return undefined;
}

/** UTF-16 and UTF-32 were ruled out by the bytes: who declares them here is mistaken. */
const isNarrow = (label: string): boolean => !label.startsWith("utf-16");

function decodeUtf8(body: Uint8Array): DecodedText | undefined {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(body), encoding: "utf-8" };
  } catch {
    return undefined;
  }
}

function decodeAs(body: Uint8Array, label: string): DecodedText {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return { text: decoder.decode(body), encoding: decoder.encoding };
}

/** `TextDecoder` knows no UTF-32. Four bytes a sign; what is no sign is U+FFFD. */
function decodeUtf32(body: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const signs: string[] = [];
  for (let at = 0; at + 4 <= body.length; at += 4) {
    const sign = view.getUint32(at, littleEndian);
    signs.push(sign <= 0x10ffff && (sign < 0xd800 || sign > 0xdfff) ? String.fromCodePoint(sign) : "\uFFFD");
  }
  return signs.join("");
}

/** The WHATWG name for a label; `undefined` where it is unknown, or stands for no encoding. */
function nameOf(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
}

const charsetOf = (contentType: string | undefined): string | undefined =>
  nameOf(/charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? "")?.[1]);

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
