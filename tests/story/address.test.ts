import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/feed/entry.ts";
import { addressEntries, canonicalAddress, cleanLink, storyId } from "../../src/story/address.ts";

const entry = (values: Partial<Entry>): Entry => ({ title: "", categories: [], enclosures: [], ...values });
const FEED = "https://example.com/feed.xml";
const addresses = (entries: Entry[], given = new Map<string, string>()): string[] =>
  addressEntries(FEED, entries, given).map(({ address }) => address);

describe("canonicalAddress", () => {
  it.each([
    ["http://Example.COM/a", "https://example.com/a"],
    ["https://example.com:443/a", "https://example.com/a"],
    ["http://example.com:80/a", "https://example.com/a"],
    ["https://example.com:8443/a", "https://example.com:8443/a"],
    ["https://example.com/a/", "https://example.com/a/"],
    ["https://example.com", "https://example.com/"],
    ["https://example.com/a#part", "https://example.com/a"],
    ["https://example.com/a?utm_source=x&id=1&fbclid=2", "https://example.com/a?id=1"],
    ["https://example.com/a?UTM_Campaign=x", "https://example.com/a"],
    ["https://example.com/a?q=a+b&c=%20d", "https://example.com/a?q=a+b&c=%20d"],
    ["https://user:secret@example.com/a", "https://example.com/a"],
    ["https://пример.рф/статья", "https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"],
  ])("reads %s as %s", (link, address) => expect(canonicalAddress(link)).toBe(address));

  it.each(["javascript:alert(1)", "mailto:a@b.c", "/relative", "", "data:text/html,x", "file:///etc/passwd"])(
    "takes %j for no address",
    (link) => expect(canonicalAddress(link)).toBeUndefined(),
  );
});

describe("cleanLink", () => {
  it("keeps scheme, fragment and the spelling of what is no tracking parameter", () => {
    expect(cleanLink("http://example.com/a?b=%7E&utm_medium=rss#c")).toBe("http://example.com/a?b=%7E#c");
  });
});

describe("storyId", () => {
  it("is the first 12 hex digits of the address's SHA-256", () => {
    const address = "https://example.com/a";
    expect(storyId(address)).toBe(createHash("sha256").update(address).digest("hex").slice(0, 12));
  });
});

describe("addressEntries", () => {
  it("gives entries that differ only by fragment addresses of their own", () => {
    const links = ["https://example.com/log", "https://example.com/log#one", "https://example.com/log#two"];
    expect(addresses(links.map((link) => entry({ link })))).toEqual(links);
  });

  it("drops a fragment that tells nothing apart", () => {
    expect(addresses([entry({ link: "https://example.com/a#top" })])).toEqual(["https://example.com/a"]);
  });

  it("puts the guid into the address where one link has several", () => {
    const link = "https://example.com/log";
    expect(addresses([entry({ link, guid: "1" }), entry({ link, guid: "2" })])).toEqual([
      `${link}#guid=1`,
      `${link}#guid=2`,
    ]);
  });

  it("keeps twelve links apart that share one guid", () => {
    const links = Array.from({ length: 12 }, (_, n) => `https://example.com/${n}`);
    expect(addresses(links.map((link) => entry({ link, guid: "same" })))).toEqual(links);
  });

  it("names an entry without link by its enclosure, else by feed and guid, else by title and date", () => {
    const enclosure = { url: "https://media.example.com/a.mp3", medium: "audio" as const };
    expect(addresses([entry({ enclosures: [enclosure], guid: "1" })])).toEqual([
      "https://media.example.com/a.mp3",
    ]);
    expect(addresses([entry({ guid: "tag:a b" })])).toEqual([
      "https://example.com/feed.xml#guid=tag%3Aa%20b",
    ]);
    const dated = entry({ title: "A & b", published: "2022-01-18T03:00:00Z" });
    expect(addresses([dated])).toEqual([
      "https://example.com/feed.xml#title=A%20%26%20b&date=2022-01-18T03:00:00Z",
    ]);
  });

  it("keeps an id once given when another guid joins the link, and when it leaves again", () => {
    const link = "https://example.com/log";
    const [alone] = addressEntries(FEED, [entry({ link, guid: "1" })], new Map());
    const given = new Map([[alone?.key ?? "", alone?.id ?? ""]]);
    const [first, second] = addressEntries(
      FEED,
      [entry({ link, guid: "1" }), entry({ link, guid: "2" })],
      given,
    );
    expect(first?.id).toBe(alone?.id);
    expect(second?.id).not.toBe(alone?.id);
    const later = new Map([...given, [second?.key ?? "", second?.id ?? ""]]);
    expect(addressEntries(FEED, [entry({ link, guid: "2" })], later)[0]?.id).toBe(second?.id);
  });

  it("keeps the id of an entry whose guid is its link when another guid joins the link", () => {
    const link = "https://example.com/log";
    const own = entry({ link, guid: link });
    const [alone] = addressEntries(FEED, [own], new Map());
    const [joined, other] = addressEntries(FEED, [own, entry({ link, guid: "2" })], new Map());
    expect(joined?.id).toBe(alone?.id);
    expect(other?.address).toBe(`${link}#guid=2`);
  });

  it("tells 20,000 entries of one link apart", () => {
    const entries = Array.from({ length: 20_000 }, (_, n) =>
      entry({ link: "https://example.com/log", guid: String(n) }),
    );
    expect(new Set(addresses(entries)).size).toBe(20_000);
  });
});
