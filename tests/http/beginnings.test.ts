import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answer,
  drip,
  type FaultyPublisher,
  type Script,
  startFaultyPublisher,
  thenEnd,
} from "./faulty-publisher.ts";
import { ask, documentOf } from "./test-client.ts";

let publisher: FaultyPublisher;
beforeAll(async () => {
  publisher = await startFaultyPublisher();
});
afterAll(() => publisher.close());

async function askBeginning(script: Script, retryPauses: number[] = []) {
  publisher.scripts.set("/", script);
  publisher.log.length = 0;
  return ask(`${publisher.origin}/`, { maxBytes: 10, beginning: true }, { retryPauses });
}

const LONG = "0123456789abcdefghij";

describe("a request for the beginning alone", () => {
  it("asks for that part, uncompressed", async () => {
    await askBeginning(answer(200, {}, LONG));
    expect(publisher.log[0]?.headers).toMatchObject({ range: "bytes=0-9", "accept-encoding": "identity" });
  });

  const part = (range: string): Buffer => answer(206, { "content-range": range }, LONG.slice(0, 10));

  it.each([
    ["a server that knows parts", part("bytes 0-9/20")],
    ["a server that sends everything", answer(200, {}, LONG)],
    ["a body longer than all patience", answer(200, { "content-length": "999999999" }, LONG)],
    ["a body without end", drip(`HTTP/1.1 200 OK\r\n\r\n${LONG}`, 1)],
    ["a body that comes in pieces", drip("HTTP/1.1 200 OK\r\n\r\n012", 20, "3456789")],
    ["chunks", thenEnd(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n14\r\n${LONG}\r\n0\r\n\r\n`)],
  ])("gets it from %s", async (_what, script) => {
    expect(documentOf(await askBeginning(script)).body.toString()).toBe("0123456789");
  });

  it("gets the whole of what is shorter", async () => {
    expect(documentOf(await askBeginning(answer(200, {}, "short"))).body.toString()).toBe("short");
  });

  it.each([
    ["another part", part("bytes 10-19/20"), "http 206"],
    ["a part of which nobody says which it is", answer(206, {}, LONG), "http 206"],
    [
      "a compressed body that nobody asked for",
      answer(200, { "content-encoding": "gzip" }, gzipSync(LONG)),
      "truncated",
    ],
  ])("refuses %s", async (_what, script, cause) => {
    expect(await askBeginning(script)).toMatchObject({ kind: "refused", cause });
  });

  it("is made once, also where another would be made again", async () => {
    expect(await askBeginning(answer(503), [0, 0])).toMatchObject({ cause: "http 503" });
    expect(publisher.log).toHaveLength(1);
  });
});

it("a part that nobody asked for is no document", async () => {
  publisher.scripts.set("/", answer(206, { "content-range": "bytes 0-9/20" }, LONG));
  expect(await ask(`${publisher.origin}/`)).toMatchObject({ kind: "refused", cause: "http 206" });
});
