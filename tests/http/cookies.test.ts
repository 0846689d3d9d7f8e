import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answer,
  type FaultyPublisher,
  type Script,
  type Seen,
  startFaultyPublisher,
} from "./faulty-publisher.ts";
import { ask, request, worldClient } from "./test-client.ts";

let publisher: FaultyPublisher;
const at = (path: string): string => publisher.origin + path;

beforeAll(async () => {
  publisher = await startFaultyPublisher();
});
beforeEach(() => {
  publisher.log.length = 0;
});
afterAll(() => publisher.close());

/** Set-Cookie lines, and where they send the visitor. */
const setting = (location: string, cookies: string[], status = 302): Buffer =>
  Buffer.from(
    [
      `HTTP/1.1 ${status} Found`,
      `Location: ${location}`,
      ...cookies.map((cookie) => `Set-Cookie: ${cookie}`),
      "Content-Length: 0\r\n\r\n",
    ].join("\r\n"),
    "latin1",
  );

/** The page for those who bring the cookie, and the redirect for all others. */
const gate =
  (cookie: RegExp, redirect: Buffer): Script =>
  (socket, { headers }: Seen) =>
    socket.write(cookie.test(headers.cookie ?? "") ? answer(200, {}, "the page") : redirect);

const sentCookies = (): (string | undefined)[] => publisher.log.map(({ headers }) => headers.cookie);

describe("a host that sends everybody in a circle until its cookie comes back", () => {
  it("is answered with it, by way of the same address", async () => {
    publisher.scripts.set("/a", gate(/^seen=1$/, setting("/a", ["seen=1; Path=/; HttpOnly"], 301)));
    expect(await ask(at("/a"))).toMatchObject({ kind: "document", url: at("/a"), redirects: [] });
    expect(sentCookies()).toEqual([undefined, "seen=1"]);
  });

  it("is answered with it, by way of another address, which is not where the page moved", async () => {
    publisher.scripts.set("/old", setting("/a", [], 301));
    publisher.scripts.set("/a", gate(/seen=1/, setting("/check", [], 301)));
    publisher.scripts.set("/check", setting("/a", ["seen=1; Path=/"]));
    const redirects = [{ status: 301, from: at("/old"), to: at("/a") }];
    expect(await ask(at("/old"))).toMatchObject({ kind: "document", url: at("/a"), redirects });
  });

  it("is left where it wants another one each time", async () => {
    publisher.scripts.set("/a", (socket, { begun }) => socket.write(setting("/a", [`n=${begun}`])));
    expect(await ask(at("/a"))).toMatchObject({ kind: "refused", cause: "too many redirects" });
    expect(publisher.log).toHaveLength(6);
  });

  it("is left at once where the cookie changes nothing", async () => {
    publisher.scripts.set("/a", setting("/a", ["seen=1"]));
    expect(await ask(at("/a"))).toMatchObject({ kind: "refused", cause: "too many redirects" });
    expect(publisher.log).toHaveLength(2);
  });

  it("is sent none of an earlier request", async () => {
    publisher.scripts.set("/a", gate(/seen=1/, setting("/a", ["seen=1"])));
    const { client } = worldClient();
    for (const _ of [1, 2]) await client.get(request(`http://one.example:${publisher.port}/a`));
    await client.close();
    expect(sentCookies()).toEqual([undefined, "seen=1", undefined, "seen=1"]);
  });
});

/** What comes back to `/b/c` of cookies that `/b/a` set. */
async function comesBack(...cookies: string[]): Promise<string | undefined> {
  publisher.scripts.set("/b/a", setting("/b/c", cookies));
  publisher.scripts.set("/b/c", answer(200));
  expect(await ask(at("/b/a"))).toMatchObject({ kind: "document" });
  return sentCookies()[1];
}

describe("a cookie", () => {
  it.each([
    ["in quotes, with an equals sign", 'a="b=c"', 'a="b=c"'],
    ["without a value", "a=", "a="],
    ["for the folder", "a=1; path=/b", "a=1"],
    ["for the host by name", "a=1; Domain=127.0.0.1", "a=1"],
    ["that lasts", "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1"],
    ["with a sign of Latin-1", "a=\u00fc", "a=\u00fc"],
  ])("%s comes back", async (_, cookie, back) => {
    expect(await comesBack(cookie)).toBe(back);
  });

  it.each([
    ["without a name", "=1"],
    ["that is no pair", "a"],
    ["for another folder", "a=1; Path=/d"],
    ["for a folder that begins alike", "a=1; Path=/b/cc"],
    ["for another host", "a=1; Domain=other.example"],
    ["for secure connections", "a=1; Secure"],
    ["that is over", "a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT"],
    ["with an age of nothing", "a=1; Max-Age=0"],
  ])("%s does not", async (_, cookie) => {
    expect(await comesBack(cookie)).toBeUndefined();
  });

  it("is replaced and taken back by the next of its name and path", async () => {
    expect(await comesBack("a=1; Path=/", "b=1", "a=2; Path=/", "b=; Max-Age=-1")).toBe("a=2");
  });

  it("of the nearer folder comes first", async () => {
    expect(await comesBack("a=1; Path=/", "b=1; Path=/b")).toBe("b=1; a=1");
  });

  it.each([
    ["to another host of its site, where it says so", "one.site.example", "two.site.example", "b=1"],
    ["to no other site, whatever it says", "one.site.example", "site.example.org", undefined],
    ["not to all of a public suffix", "one.co.uk", "two.co.uk", undefined],
  ])("goes %s", async (_, first, second, sent) => {
    const above = first.replace("one.", "");
    const cookies = ["a=1; Path=/", `b=1; Domain=${above}; Path=/`, `c=1; Domain=${second}; Path=/`];
    publisher.scripts.set("/a", setting(`http://${second}:${publisher.port}/end`, cookies));
    publisher.scripts.set("/end", answer(200));
    const { client } = worldClient();
    await client.get(request(`http://${first}:${publisher.port}/a`));
    await client.close();
    expect(sentCookies()).toEqual([undefined, sent]);
  });

  it("of a host that sets thousands, or long ones, makes no header that is refused", async () => {
    const many = Array.from({ length: 3000 }, (_, number) => `c${number}=${"x".repeat(20)}`);
    expect((await comesBack(...many))?.length).toBeLessThan(8000 * 1.1);
    publisher.log.length = 0;
    expect(await comesBack("a=1", `b=${"x".repeat(9000)}`, "c=1")).toBe("a=1; c=1");
  });

  it.each(["\r\n x-own: 1", "\rx-own: 1", "\nx-own: 1\n", "\u0001", "\u007f"])(
    "brings no header of its own, and is never what ends a run: %j",
    async (sign) => {
      publisher.scripts.set("/a", setting("/a", [`a=1${sign}`, "b=1"]));
      expect(await ask(at("/a"))).toMatchObject({ kind: "refused" });
      expect(publisher.log.flatMap(({ headers }) => Object.keys(headers))).not.toContain("x-own");
    },
  );
});
