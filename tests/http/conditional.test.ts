import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { freshFor, retryAfter } from "../../src/http/response-headers.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "./faulty-publisher.ts";
import { ask, documentOf, network, request } from "./test-client.ts";

const ETAG = 'W/"caf\u00e9-1"';
const DATE = "Tue, 03 Nov 2026 10:00:00 GMT";
const NOW = Date.parse(DATE);

let publisher: FaultyPublisher;
const at = (path: string): string => publisher.origin + path;

beforeAll(async () => {
  publisher = await startFaultyPublisher({
    "/feed": (socket, { headers }) =>
      socket.write(
        headers["if-none-match"] === ETAG || headers["if-modified-since"] === DATE
          ? answer(304, { "cache-control": "max-age=600" })
          : answer(200, { etag: ETAG, "last-modified": DATE, "cache-control": "max-age=60" }, "a feed"),
      ),
    "/stubborn": answer(304),
    "/moved": answer(302, { location: "/feed" }, "over there"),
    "/gone": answer(410, {}, "gone"),
  });
});
afterAll(() => publisher.close());

describe("conditional requests", () => {
  it("carry back the validators of the answer before, byte for byte", async () => {
    const first = documentOf(await ask(at("/feed")));
    expect(first).toMatchObject({ validators: { etag: ETAG, lastModified: DATE }, freshFor: 60 });
    const second = await ask(at("/feed"), { validators: first.validators });
    expect(second).toMatchObject({ kind: "unchanged", url: at("/feed") });
    expect(publisher.log.at(-1)?.headers).toMatchObject({ "if-none-match": ETAG, "if-modified-since": DATE });
  });

  it("send each validator alone where there is but one", async () => {
    expect(await ask(at("/feed"), { validators: { etag: ETAG } })).toMatchObject({ kind: "unchanged" });
    expect(publisher.log.at(-1)?.headers).not.toHaveProperty("if-modified-since");
    expect(await ask(at("/feed"), { validators: { lastModified: DATE } })).toMatchObject({
      kind: "unchanged",
    });
    expect(publisher.log.at(-1)?.headers).not.toHaveProperty("if-none-match");
  });

  it("leave out what no header may hold", async () => {
    const validators = { etag: "a\r\nx-injected: 1", lastModified: "\u4e00" };
    expect(await ask(at("/feed"), { validators })).toMatchObject({ kind: "document" });
    expect(publisher.log.at(-1)?.headers).not.toHaveProperty("x-injected");
  });

  it("bring what is another document by now", async () => {
    const changed = documentOf(await ask(at("/feed"), { validators: { etag: '"another"' } }));
    expect(changed.body.toString()).toBe("a feed");
  });

  it("alone may be answered with 304", async () => {
    expect(await ask(at("/stubborn"))).toMatchObject({ kind: "refused", cause: "http 304" });
  });

  it("keep their connection, whatever the answer", async () => {
    const client = createHttpClient(network());
    const before = publisher.log.length;
    for (let time = 0; time < 4; time++)
      await client.get(request(at("/feed"), { validators: { etag: ETAG } }));
    await client.close();
    expect(new Set(publisher.log.slice(before).map(({ connection }) => connection)).size).toBe(1);
  });
});

describe("requests", () => {
  it("name the project and the page, and ask with GET for what the caller reads", async () => {
    await ask(at("/feed"), { accept: "application/atom+xml" });
    expect(publisher.log.at(-1)?.headers).toMatchObject({
      "user-agent": "shared-stories/test (+https://page.example/)",
      accept: "application/atom+xml",
      "accept-encoding": "gzip, deflate, br",
    });
  });

  it.each([204, 206, 400, 401, 403, 404, 410, 418, 500, 599])("report %i with its cause", async (status) => {
    publisher.scripts.set("/status", answer(status));
    const refused = await ask(at("/status"));
    expect(refused).toMatchObject({ ok: false, stage: "fetch", cause: `http ${status}`, status });
  });
});

describe("a refusal", () => {
  it.each([
    [401, "401 Unauthorized: it wants a login, and none is ever sent"],
    [404, "404 Not Found: look on the site for its new address"],
    [418, "418 I'm a Teapot"],
    [500, "500 Internal Server Error: the trouble is on their side"],
    [599, "599: the trouble is on their side"],
  ])("with %i says what it means", async (status, words) => {
    publisher.scripts.set("/status", answer(status));
    expect(await ask(at("/status"))).toMatchObject({ message: `the server answered ${words}` });
  });
});

describe("freshness", () => {
  it.each([
    [{ "cache-control": "max-age=600" }, 600],
    [{ "cache-control": "public, MAX-AGE = 600, must-revalidate" }, 600],
    [{ "cache-control": 'max-age="600"' }, 600],
    [{ "cache-control": "max-age=600", age: "100" }, 500],
    [{ "cache-control": "max-age=600", age: "1000" }, 0],
    [{ "cache-control": "max-age=600", age: "soon" }, 600],
    [{ "cache-control": "max-age=600", expires: DATE, date: DATE }, 600],
    [{ "cache-control": "max-age=86400" }, 72_000],
    [{ "cache-control": "max-age=99999999999999999999" }, 72_000],
    [{ "cache-control": "s-maxage=600" }, 0],
    [{ "cache-control": "max-age=-1" }, 0],
    [{ "cache-control": "max-age=600, no-cache" }, 0],
    [{ "cache-control": "no-store,max-age=600" }, 0],
    [{ "cache-control": 'max-age=600, no-cache="set-cookie"' }, 600],
    [{ expires: "Tue, 03 Nov 2026 11:00:00 GMT", date: DATE }, 3600],
    [{ expires: "Tue, 03 Nov 2026 11:00:00 GMT" }, 3600],
    [{ expires: "Tue, 03 Nov 2026 11:00:00 GMT", date: DATE, age: "600" }, 3000],
    [{ expires: "Tue, 03 Nov 2026 09:00:00 GMT" }, 0],
    [{ expires: "Sat, 03 Nov 2126 09:00:00 GMT" }, 72_000],
    [{ expires: "0" }, 0],
    [{ expires: "-1" }, 0],
    [{ expires: "never" }, 0],
    [{}, 0],
  ])("of %j is %i seconds", (headers, seconds) => {
    expect(freshFor(headers, NOW)).toBe(seconds);
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120],
    [" 120 ", 120],
    ["0", 0],
    ["99999999", 86_400],
    ["9".repeat(400), 86_400],
    ["Tue, 03 Nov 2026 10:02:00 GMT", 120],
    ["Tuesday, 03-Nov-26 10:02:00 GMT", 120],
    ["Tue Nov  3 10:02:00 2026", 120],
    ["Tue, 03 Nov 2026 09:00:00 GMT", 0],
    ["Tue, 03 Nov 2099 09:00:00 GMT", 86_400],
    ["-5", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["soon", undefined],
    ["come back at 5", undefined],
    ["2026-11-03T10:02:00Z", undefined],
    ["Tue, 45 Nov 2026 10:02:00 GMT", undefined],
    ["", undefined],
  ])("of %j is %j seconds", (value, seconds) => {
    expect(retryAfter({ "retry-after": value }, NOW)).toBe(seconds);
  });

  it("may be missing", () => {
    expect(retryAfter({}, NOW)).toBeUndefined();
  });
});
