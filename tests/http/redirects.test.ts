import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer, type FaultyPublisher, startFaultyPublisher } from "./faulty-publisher.ts";
import { ask, documentOf, request, worldClient } from "./test-client.ts";

const to = (location: string, status = 302): Buffer => answer(status, { location });
let publisher: FaultyPublisher;
const at = (path: string): string => publisher.origin + path;

beforeAll(async () => {
  publisher = await startFaultyPublisher({ "/end": answer(200, { etag: '"1"' }, "the end") });
});
afterAll(() => publisher.close());

const script = (scripts: Record<string, Buffer>): void => {
  for (const [path, bytes] of Object.entries(scripts)) publisher.scripts.set(path, bytes);
};

describe("redirects", () => {
  it.each([301, 302, 303, 307, 308])("with %i are followed and noted", async (status) => {
    script({ "/begin": to("/end", status) });
    expect(await ask(at("/begin"))).toMatchObject({
      kind: "document",
      url: at("/end"),
      redirects: [{ status, from: at("/begin"), to: at("/end") }],
    });
  });

  it.each([
    ["end", "/end"],
    ["./end#there", "/end"],
    ["//HOST/end", "/end"],
    ["?page=2", "/begin?page=2"],
    ["/w\u00c3\u00b6rter", "/w%C3%B6rter"],
    ["/two words", "/two%20words"],
    ["/caf\u00e9?\u00fc", "/caf%E9?%FC"],
  ])("to %s lead where a browser would go", async (location, path) => {
    script({ "/begin": to(location.replace("HOST", `127.0.0.1:${publisher.port}`)) });
    const { url } = await ask(at("/begin"));
    expect(url).toBe(at(path));
  });

  it("are followed five times, and not a sixth time", async () => {
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, i) => [`/${length}-${i}`, to(`/${length}-${i + 1}`)]));
    script({ ...chain(5), "/5-5": answer(200), ...chain(6), "/6-6": answer(200) });
    expect(await ask(at("/5-0"))).toMatchObject({ kind: "document" });
    expect(await ask(at("/6-0"))).toMatchObject({ kind: "refused", cause: "too many redirects" });
    expect(publisher.log.some(({ path }) => path === "/6-6")).toBe(false);
  });

  it("in a circle are left at once", async () => {
    script({ "/round": to("/about"), "/about": to("/round"), "/self": to("/self#again") });
    const before = publisher.log.length;
    expect(await ask(at("/round"))).toMatchObject({ cause: "too many redirects" });
    expect(await ask(at("/self"))).toMatchObject({ cause: "too many redirects" });
    expect(publisher.log.length - before).toBe(3);
  });

  it.each([
    "file:///etc/passwd",
    "ftp://public.example/",
    "javascript:alert(1)",
    "http://",
    "http://[::1",
    "data:,x",
  ])("to %s are refused", async (location) => {
    script({ "/begin": to(location) });
    expect(await ask(at("/begin"))).toMatchObject({ kind: "refused", cause: "bad redirect" });
  });

  it("without a Location are no redirects", async () => {
    script({ "/begin": answer(302) });
    expect(await ask(at("/begin"))).toMatchObject({ kind: "refused", cause: "http 302", status: 302 });
  });

  it("take no login and no validators to another host", async () => {
    script({ "/begin": to(`http://user:secret@other.example:${publisher.port}/end`) });
    const { client } = worldClient();
    const validators = { etag: '"1"', lastModified: "Tue, 03 Nov 2026 10:00:00 GMT" };
    const before = publisher.log.length;
    await client.get(request(`http://me:word@one.example:${publisher.port}/begin`, { validators }));
    await client.close();
    const [first, second] = publisher.log.slice(before).map(({ headers }) => headers);
    expect(first).toMatchObject({ "if-none-match": '"1"', "if-modified-since": validators.lastModified });
    expect(Object.keys(second ?? {})).not.toContain("if-none-match");
    expect(Object.keys({ ...first, ...second })).not.toContain("authorization");
  });

  it("take validators to the host that gave them, and to it alone", async () => {
    const elsewhere = `http://other.example:${publisher.port}/end`;
    script({ "/begin": to(elsewhere, 301), "/away": to(`http://third.example:${publisher.port}/begin`) });
    const { client } = worldClient();
    const here = `http://one.example:${publisher.port}`;
    const { validators } = documentOf(await client.get(request(`${here}/begin`)));
    expect(validators).toEqual({ etag: '"1"', from: elsewhere });
    const before = publisher.log.length;
    await client.get(request(`${here}/away`, { validators }));
    await client.close();
    const sent = publisher.log.slice(before).map(({ headers }) => headers["if-none-match"]);
    expect(sent).toEqual([undefined, undefined, '"1"']);
  });

  it("on one host need not say who gave the validators", async () => {
    script({ "/begin": to("/end", 301) });
    expect(documentOf(await ask(at("/begin"))).validators).toEqual({ etag: '"1"' });
  });
});

describe("addresses", () => {
  it.each(["file:///etc/passwd", "ftp://public.example/", "no address", "", "http://", "data:,x", "//host/"])(
    "that are not of the web are refused: %s",
    async (url) => {
      expect(await ask(url)).toMatchObject({ kind: "refused", stage: "fetch", cause: "bad url", url });
    },
  );
});
