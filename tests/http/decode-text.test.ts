import { describe, expect, it } from "vitest";
import { type DecodeOptions, decodeText } from "../../src/http/decode-text.ts";

const html: DecodeOptions = { kind: "html" };
const xml: DecodeOptions = { kind: "xml" };
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );
const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");
const utf16 = (text: string, end: "le" | "be"): Buffer =>
  end === "le" ? Buffer.from(text, "utf16le") : Buffer.from(text, "utf16le").swap16();
const utf32 = (text: string, end: "LE" | "BE"): Buffer =>
  Buffer.concat(
    [...text].map((sign) => {
      const unit = Buffer.alloc(4);
      unit[`writeUInt32${end}`](sign.codePointAt(0) ?? 0);
      return unit;
    }),
  );

const DOCUMENT = '<?xml version="1.0"?><t>Grüße, привет, 你好 🙂</t>';
/** "Привет" in two encodings, "日本" and "你好". */
const KOI8 = [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4];
const CP1251 = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
const SHIFT_JIS = [0x93, 0xfa, 0x96, 0x7b];
const GB = [0xc4, 0xe3, 0xba, 0xc3];

describe("the bytes themselves come first", () => {
  it.each([
    ["utf-8", bytes([0xef, 0xbb, 0xbf]), utf8(DOCUMENT)],
    ["utf-16le", bytes([0xff, 0xfe]), utf16(DOCUMENT, "le")],
    ["utf-16be", bytes([0xfe, 0xff]), utf16(DOCUMENT, "be")],
    ["utf-32le", bytes([0xff, 0xfe, 0, 0]), utf32(DOCUMENT, "LE")],
    ["utf-32be", bytes([0, 0, 0xfe, 0xff]), utf32(DOCUMENT, "BE")],
  ])("a byte order mark of %s, whatever else is declared", (_encoding, mark, body) => {
    const decoded = decodeText(Buffer.concat([mark, body]), {
      kind: "xml",
      contentType: "text/xml; charset=koi8-r",
    });
    expect(decoded).toBe(DOCUMENT);
  });

  it.each([
    ["utf-16le", utf16(DOCUMENT, "le")],
    ["utf-16be", utf16(DOCUMENT, "be")],
    ["utf-32le", utf32(DOCUMENT, "LE")],
    ["utf-32be", utf32(DOCUMENT, "BE")],
    ["utf-16le", utf16(`\n<html><p>${"你好".repeat(20)}</p></html>`, "le")],
  ])("the zeros of %s without a mark", (_encoding, body) => {
    const decoded = decodeText(body, xml);
    expect(decoded).toMatch(/^\s*<(\?xml|html)/);
    expect(decoded).toContain("你好");
  });

  it("valid UTF-8, whatever is declared", () => {
    const body = utf8('<?xml version="1.0" encoding="iso-8859-1"?><t>Grüße</t>');
    expect(decodeText(body, { kind: "xml", contentType: "text/xml; charset=gb2312" })).toContain("Grüße");
  });

  it("ASCII, where a wide encoding is declared", () => {
    const body = bytes('<?xml version="1.0" encoding="utf-16"?><t>plain</t>');
    expect(decodeText(body, { kind: "xml", contentType: "text/xml; charset=utf-16" })).toBe(body.toString());
  });

  it("ASCII that hides Japanese behind escapes, where it is declared", () => {
    const body = bytes("<t>", [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42], "</t>");
    expect(decodeText(body, { kind: "xml", contentType: "text/xml; charset=ISO-2022-JP" })).toBe(
      "<t>日本</t>",
    );
    expect(decodeText(body, xml)).toBe(body.toString());
  });

  it("UTF-8 with a sign cut in two", () => {
    const body = Buffer.concat([
      utf8("Grüße aus Köln, Übergrößen, Ärger, Öl, für fünf Räume"),
      bytes([0xc3]),
    ]);
    for (const contentType of ["text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"]) {
      expect(decodeText(body, { kind: "html", contentType })).toContain("Grüße aus Köln");
    }
  });
});

describe("UTF-8 with few signs beyond ASCII, one of them broken", () => {
  const body = Buffer.concat([utf8("It\u2019s cut here: "), bytes([0xe2]), utf8("<")]);

  it.each([
    ["text/xml; charset=utf-8", ""],
    ["text/xml", '<?xml version="1.0" encoding="UTF-8"?>'],
    ["text/xml; charset=iso-8859-1", '<?xml version="1.0" encoding="UTF-8"?>'],
    ["text/xml", ""],
  ])("is UTF-8 by the header %j and the document %j", (contentType, head) => {
    const decoded = decodeText(Buffer.concat([utf8(head), body]), { kind: "xml", contentType });
    expect(decoded).toBe(`${head}It\u2019s cut here: \uFFFD<`);
  });

  it("is what is declared, where that is another charset", () => {
    const decoded = decodeText(body, { kind: "xml", contentType: "text/xml; charset=koi8-r" });
    expect(decoded).toBe("ItБ─≥s cut here: Б<");
  });

  it("is UTF-8 where the broken sign was written as one", () => {
    expect(decodeText(utf8("cut \uFFFD"), xml)).toBe("cut \uFFFD");
  });

  it("is windows-1252 where no sign is whole, whatever is declared", () => {
    const text = decodeText(bytes("Caf", [0xe9], " ", [0x96, 0x20, 0x93], "na", [0xef], "ve", [0x94]), {
      kind: "xml",
      contentType: "text/xml; charset=utf-8",
    });
    expect(text).toBe("Caf\u00e9 \u2013 \u201cna\u00efve\u201d");
  });
});

describe("then what is declared", () => {
  it.each([
    ["text/html; charset=koi8-r", KOI8, "Привет"],
    ['text/html;charset="Windows-1251"', CP1251, "Привет"],
    ["text/html; charset='gb2312'; x=y", GB, "你好"],
    ["text/html; CHARSET = Shift_JIS", SHIFT_JIS, "日本"],
    ["text/html; charset=iso-8859-1", [0x93, 0x80, 0x94], "“€”"],
    ["text/html; charset=ks_c_5601-1987", [0x8c, 0x63], "똠"],
    ["text/html; charset=big5", [0x87, 0x40], "䏰"],
    ["text/html; charset=us-ascii", [0xe9], "é"],
    ["text/html; charset=gb2312", [0x81, 0x30, 0x81, 0x30], "\u0080"],
  ])("by the header: %s", (contentType, sign, text) => {
    expect(decodeText(bytes(sign), { kind: "html", contentType })).toBe(text);
  });

  it("by the header rather than by the document", () => {
    const body = bytes('<meta charset="windows-1251">', KOI8);
    expect(decodeText(body, { kind: "html", contentType: "text/html; charset=koi8-r" })).toMatch(/Привет$/);
  });

  it.each([
    ['<?xml version="1.0" encoding="koi8-r"?>', xml],
    ["<?xml version='1.0'\n encoding = 'KOI8-R' standalone='yes'?>", xml],
    ['<meta charset="koi8-r">', html],
    ["<META CHARSET=koi8-r />", html],
    ['<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', html],
    ["<!-- <meta charset=gbk> --><meta name=x content=y><meta charset=koi8-r>", html],
    ["<meta charset=klingon><meta charset=koi8-r>", html],
    ['<?xml version="1.0" encoding="koi8-r"?><html>', html],
    [`<script>${"x".repeat(3000)}</script><meta charset=koi8-r>`, html],
  ])("by the document: %s", (head, options) => {
    expect(decodeText(bytes(head, KOI8), options)).toBe(`${head}Привет`);
  });

  it.each([
    "text/html; charset=klingon",
    "text/html; charset=utf-8",
    "text/html; charset=utf-16",
    "text/html; charset=",
  ])("not by a header that cannot be right: %s", (contentType) => {
    expect(decodeText(bytes("<meta charset=koi8-r>", KOI8), { kind: "html", contentType })).toMatch(
      /Привет$/,
    );
  });

  it("by the best that is declared, where the bytes are damaged", () => {
    const body = bytes("<meta charset=gbk>", ...Array<number[]>(20).fill(GB), [0xff], "end");
    expect(decodeText(body, html)).toContain("你好你好");
  });
});

describe("at last", () => {
  it("windows-1252 is taken, which never fails", () => {
    expect(decodeText(bytes("Gr", [0xfc, 0xdf], "e ", [0x80]), html)).toBe("Grüße €");
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect(decodeText(all, html).length).toBe(256);
  });

  it("nothing is nothing", () => {
    for (const mark of [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xff, 0xfe, 0, 0]])
      expect(decodeText(bytes(mark), html)).toBe("");
  });
});
