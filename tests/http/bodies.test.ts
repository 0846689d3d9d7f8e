import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { answer, drip, type FaultyPublisher, startFaultyPublisher, thenEnd } from "./faulty-publisher.ts";
import { ask, documentOf, network, request } from "./test-client.ts";

const TEXT = "A feed of many words, and of many more. ".repeat(200);
const MiB = 1024 * 1024;

let publisher: FaultyPublisher;
beforeAll(async () => {
  publisher = await startFaultyPublisher();
});
afterAll(() => publisher.close());

/** Publishes one answer and asks for it. */
async function fetchScript(script: Parameters<FaultyPublisher["scripts"]["set"]>[1], maxBytes = MiB) {
  publisher.scripts.set("/", script);
  return ask(`${publisher.origin}/`, { maxBytes, timeout: 5000 });
}

/** Four bytes of it are other ones. */
function spoilt(body: Buffer, at: number): Buffer {
  const from = (at + body.length) % body.length;
  return Buffer.from(body).fill(~(body[from] ?? 0), from, from + 4);
}

const coded = (coding: string, body: Buffer): Buffer => answer(200, { "content-encoding": coding }, body);

describe("content codings", () => {
  it.each([
    ["gzip", gzipSync(TEXT)],
    ["x-gzip", gzipSync(TEXT)],
    ["GZIP", gzipSync(TEXT)],
    ["gzip", Buffer.concat([gzipSync(TEXT.slice(0, 999)), gzipSync(TEXT.slice(999))])],
    ["deflate", deflateSync(TEXT)],
    ["deflate", deflateRawSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["identity", Buffer.from(TEXT)],
    ["gzip, br", brotliCompressSync(gzipSync(TEXT))],
    ["deflate, identity, gzip", gzipSync(deflateSync(TEXT))],
    ["utf-8", Buffer.from(TEXT)],
    ["UTF8, gzip", gzipSync(TEXT)],
    ["none", Buffer.from(TEXT)],
    ["aws-chunked", Buffer.from(TEXT)],
    ["aws-chunked,gzip", gzipSync(TEXT)],
    ["gzip", Buffer.concat([gzipSync(TEXT), Buffer.alloc(9)])],
    ["x-gzip", Buffer.concat([gzipSync(TEXT), Buffer.from("\r\n")])],
  ])("removes %s", async (coding, body) => {
    expect(documentOf(await fetchScript(coded(coding, body))).body.toString()).toBe(TEXT);
  });

  const forms = Object.entries({
    gzip: gzipSync(TEXT),
    deflate: deflateSync(TEXT),
    "deflate without its wrapping": deflateRawSync(TEXT),
    br: brotliCompressSync(TEXT),
  }).map(([name, body]) => ({ name, coding: name.split(" ")[0] ?? "", body }));

  it.each(forms)("takes no $name that is cut short for the whole", async ({ coding, body }) => {
    for (const length of [0, 1, body.length >> 1, body.length - 8, body.length - 1])
      expect(await fetchScript(coded(coding, body.subarray(0, length)))).toMatchObject({
        cause: "truncated",
      });
  });

  it.each(forms)("takes no $name that goes on after its end", async ({ coding, body }) => {
    for (const rest of coding === "gzip" ? ["more", "\0\0more", "\nmore"] : ["more", "\0\0\0\0", "\n"])
      expect(await fetchScript(coded(coding, Buffer.concat([body, Buffer.from(rest)])))).toMatchObject({
        cause: "bad encoding",
      });
  });

  it.each([
    ["gzip", Buffer.from(TEXT)],
    ["br", Buffer.from(TEXT)],
    ["deflate", Buffer.from(TEXT)],
    ["gzip", spoilt(gzipSync(TEXT), 12)],
    ["gzip", spoilt(gzipSync(TEXT), -8)],
    ["deflate", spoilt(deflateSync(TEXT), -4)],
    ["zstd", Buffer.from(TEXT)],
    ["gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(TEXT)))],
  ])("refuses what is no %s", async (coding, body) => {
    expect(await fetchScript(coded(coding, body))).toMatchObject({ kind: "refused", cause: "bad encoding" });
  });
});

describe("lengths", () => {
  const head = (fields: string): string => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;

  it.each([
    ["a body shorter than its Content-Length", thenEnd(`${head("content-length: 100")}only this`)],
    ["a body that breaks off", thenEnd(`${head("content-length: 100")}only this`, "reset")],
    ["a chunked body without its last chunk", thenEnd(`${head("transfer-encoding: chunked")}4\r\nonly\r\n`)],
    ["a chunk shorter than it says", thenEnd(`${head("transfer-encoding: chunked")}40\r\nonly`)],
  ])("refuses %s, which was cut short on its way", async (_what, script) => {
    const message = "the answer was cut short on its way";
    expect(await fetchScript(script)).toMatchObject({ kind: "refused", cause: "truncated", message });
  });

  it.each([
    ["a body longer than its Content-Length", thenEnd(`${head("content-length: 4")}only this`)],
    [
      "a chunk longer than it says",
      thenEnd(`${head("transfer-encoding: chunked")}4\r\nonly this\r\n0\r\n\r\n`),
    ],
  ])("refuses %s, whose length is not the one that it names", async (_what, script) => {
    const message = "the answer's length is not the one that it names";
    expect(await fetchScript(script)).toMatchObject({ kind: "refused", cause: "truncated", message });
  });

  it.each([
    ["two lengths that differ", head("content-length: 4\r\ncontent-length: 5")],
    ["a length that is no number", head("content-length: four")],
    ["a negative length", head("content-length: -4")],
    ["a length besides chunks", head("content-length: 4\r\ntransfer-encoding: chunked")],
    ["what is no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n"],
    ["a header with a stray line end", head("x: a\rb")],
  ])("refuses %s", async (_what, bytes) => {
    expect(await fetchScript(thenEnd(`${bytes}four`))).toMatchObject({
      kind: "refused",
      cause: "bad answer",
    });
  });

  it("refuses a transfer coding that would pass for the body", async () => {
    const bytes = Buffer.concat([
      Buffer.from(head("transfer-encoding: gzip, chunked")),
      Buffer.from("4\r\nonly\r\n0\r\n\r\n"),
    ]);
    expect(await fetchScript(bytes)).toMatchObject({ cause: "bad encoding" });
  });

  it("reads a body whose end is the connection's", async () => {
    expect(documentOf(await fetchScript(thenEnd(`${head("x: y")}all of it`))).body.toString()).toBe(
      "all of it",
    );
  });

  it("takes headers as long as some news sites send them, and refuses what is much longer", async () => {
    expect(await fetchScript(answer(200, { link: "x".repeat(35_000) }))).toMatchObject({ kind: "document" });
    expect(await fetchScript(answer(200, { link: "x".repeat(140_000) }))).toMatchObject({
      cause: "too large",
    });
    expect(await fetchScript(drip(head("x: y").slice(0, -2), 0, `x: ${"x".repeat(400)}\r\n`))).toMatchObject({
      cause: "too large",
    });
  });
});

describe("sizes", () => {
  it("takes a body of exactly the size allowed, and refuses the first byte more", async () => {
    const coders = { identity: (body: Buffer) => body, gzip: gzipSync, br: brotliCompressSync };
    for (const [coding, code] of Object.entries(coders)) {
      const fits = coded(coding, code(Buffer.alloc(5000, "x")));
      expect(documentOf(await fetchScript(fits, 5000)).body.length).toBe(5000);
      const more = coded(coding, code(Buffer.alloc(5001, "x")));
      expect(await fetchScript(more, 5000)).toMatchObject({ kind: "refused", cause: "too large" });
    }
  });

  it.each(["content-length: 999999", "x: y"])(
    "closes the connection of what is too large: %s",
    async (field) => {
      publisher.scripts.set("/", drip(`HTTP/1.1 200 OK\r\n${field}\r\n\r\n`, 20));
      const client = createHttpClient(network());
      expect(await client.get(request(`${publisher.origin}/`, { maxBytes: 10 }))).toMatchObject({
        cause: "too large",
      });
      await expect.poll(() => publisher.log.at(-1)?.ended).toBeDefined();
      await client.close();
    },
  );

  it("believes a Content-Length that is too large without reading on", async () => {
    const before = publisher.log.length;
    const head = "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n";
    expect(await fetchScript(drip(head, 20))).toMatchObject({ cause: "too large" });
    expect(publisher.log[before]?.sent ?? 0).toBeLessThan(200);
  });

  it("ends a body without end at the first byte too many", async () => {
    const flood = drip("HTTP/1.1 200 OK\r\n\r\n", 0, "x".repeat(64 * 1024));
    const before = publisher.log.length;
    expect(await fetchScript(flood, MiB)).toMatchObject({ cause: "too large" });
    expect(publisher.log[before]?.sent ?? 0).toBeLessThan(8 * MiB);
  });

  it("lets no bomb grow in memory", async () => {
    const zeros = Buffer.alloc(200 * MiB);
    const bombs: [string, Buffer][] = [
      ["gzip", gzipSync(zeros, { level: 1 })],
      ["br", brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
      ["gzip, gzip", gzipSync(gzipSync(zeros, { level: 1 }))],
    ];
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 5);
    for (const [coding, bomb] of bombs) {
      expect(await fetchScript(coded(coding, bomb), 10 * MiB)).toMatchObject({ cause: "too large" });
    }
    clearInterval(watch);
    expect(most).toBeLessThan(100 * MiB);
  });
});
