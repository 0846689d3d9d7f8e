/** Documents of a size or a kind that no golden pair should have. */
import { describe, expect, it } from "vitest";
import type { ParsedFeed } from "../../src/feed/entry.ts";
import { parseFeed } from "../../src/feed/parse-feed.ts";

async function parse(text: string): Promise<ParsedFeed> {
  const parsed = await parseFeed(Buffer.from(text), { url: "https://example.org/feed.xml" });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

const rss = (items: string): string => `<rss version="2.0"><channel>${items}</channel></rss>`;

describe("a document beyond all measure", () => {
  it("gives its first 20,000 entries and counts the others", async () => {
    const feed = await parse(rss("<item><title>x</title></item>".repeat(20_003)));
    expect(feed.entries).toHaveLength(20_000);
    expect(feed.passedOver).toBe(3);
  });

  it("gives the text below elements nested without end, and the entries after them", async () => {
    const deep = `${"<b>".repeat(50_000)}deep${"</b>".repeat(50_000)}`;
    const { entries } = await parse(
      rss(`<item><description>${deep}</description></item><item><title>next</title></item>`),
    );
    expect(entries.map(({ title }) => title)).toEqual(["", "next"]);
    expect(entries[0]?.html).toContain("deep");
    expect(entries[0]?.html?.match(/<b>/g)?.length).toBeLessThan(300);
  });

  it("gives what comes before elements that are never closed", async () => {
    const { entries } = await parse(
      `<rss><channel><item><title>first</title></item><item>${"<b>".repeat(50_000)}`,
    );
    expect(entries[0]?.title).toBe("first");
  });

  it("cuts titles and names that nobody would read to the end", async () => {
    const { entries } = await parse(
      rss(`<item><title>${"long ".repeat(10_000)}</title><author>${"name ".repeat(10_000)}</author></item>`),
    );
    expect(entries[0]?.title).toBe("long ".repeat(4_000).trim());
    expect(entries[0]?.author).toBe("name ".repeat(60).trim());
  });

  it("takes a picture's address of a million slashes for none", async () => {
    const image = `<image>${"/".repeat(1_000_000)} x</image>`;
    const { entries } = await parse(rss(`<item><link>https://example.org/1</link>${image}</item>`));
    expect(entries[0]?.enclosures).toEqual([]);
  });

  it("expands no entity that is made of others", async () => {
    const letters = [..."bcdefghijklmnop"];
    const bomb = letters.map((name, index) => {
      const inner = `&${letters[index - 1] ?? "a"};`;
      return `<!ENTITY ${name} "${inner.repeat(10)}">`;
    });
    const text = `<!DOCTYPE rss [<!ENTITY a "ha">${bomb.join("")}]>${rss("<item><title>&p;&a;</title></item>")}`;
    expect((await parse(text)).entries[0]?.title).toBe("&p;ha");
  });
});

describe("a document that breaks off", () => {
  const item = (n: number): string =>
    `<item><title>Title &amp; ${n}</title><link>https://example.org/${n}</link><description><![CDATA[<p>Text ${n}</p>]]></description></item>`;
  const entry = (n: number): string =>
    `<entry><id>urn:${n}</id><title>T ${n}</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text ${n}</p></div></content></entry>`;
  const documents = {
    "RSS 2.0": rss(`<title>Feed</title>${item(1)}${item(2)}`),
    Atom: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>${entry(1)}${entry(2)}</feed>`,
    "RSS 1.0": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Feed</title></channel>${item(1)}${item(2)}</rdf:RDF>`,
  };

  it.each(Object.entries(documents))("gives its whole entries alone, wherever %s is cut", async (_, text) => {
    const whole = await parse(text);
    expect(whole.entries).toHaveLength(2);
    expect(whole.isCut).toBeUndefined();
    for (let end = 1; end < text.length; end++) {
      const parsed = await parseFeed(Buffer.from(text.slice(0, end)), {
        url: "https://example.org/feed.xml",
      });
      const count = text.slice(0, end).split(/<\/(?:item|entry)>/).length - 1;
      expect(parsed.ok, `${end}`).toBe(count > 0);
      if (parsed.ok)
        expect(parsed.value).toMatchObject({ isCut: true, entries: whole.entries.slice(0, count) });
    }
  });

  it("has no half title", async () => {
    const { title, entries, isCut } = await parse(`<rss><channel>${item(1)}<title>The Long Ti`);
    expect([title, entries.length, isCut]).toEqual(["", 1, true]);
  });

  it.each([
    ["ends in another spelling", `<rss><channel>${item(1)}${item(2)}</Channel></RSS>`],
    [
      "ends in another spelling throughout",
      `<rss><channel>${item(1)}${item(2)}</channel></rss>`.replace(/<\/(item|channel|rss)>/g, (end) =>
        end.toUpperCase(),
      ),
    ],
    [
      "ends without its prefix",
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns="http://www.w3.org/2005/Atom">${entry(1)}${entry(2)}</feed>`,
    ],
    ["has markup behind it", `${rss(item(1) + item(2))}\n<div>${"served in 2 ms ".repeat(500)}<script>`],
  ])("is whole where it %s", async (_, text) => {
    const { entries, isCut } = await parse(text);
    expect([entries.length, isCut]).toEqual([2, undefined]);
  });

  it("is whole where only what lies in it was never closed", async () => {
    const { entries, isCut } = await parse(
      "<rss><channel><item><title>a</title><item><title>b</channel></rss>",
    );
    expect(entries.map(({ title }) => title)).toEqual(["a", "b"]);
    expect(isCut).toBeUndefined();
  });
});

describe("names that mean something to JavaScript", () => {
  it("are text like any other", async () => {
    const hostile = "<__proto__><polluted>yes</polluted></__proto__><constructor>x</constructor>";
    const { entries } = await parse(
      `<!DOCTYPE rss [<!ENTITY __proto__ "p"><!ENTITY toString "t">]>${rss(
        `<item __proto__="x"><title>&__proto__; &toString; &valueOf;</title>${hostile}</item>`,
      )}`,
    );
    expect(entries[0]?.title).toBe("p t &valueOf;");
    expect({}).not.toHaveProperty("polluted");
  });
});

it.each(["<a ", "twenty signs of text<br>\n", "if a < b then c; "])(
  "a body of 600,000 signs like %j loses no other entry",
  async (piece) => {
    const body = piece.repeat(600_000 / piece.length);
    const xml = `<rss version="2.0"><channel><title>T</title><item><title>One</title><description><![CDATA[${body}]]></description></item><item><title>Two</title></item></channel></rss>`;
    const result = await parseFeed(Buffer.from(xml), { url: "https://example.com/feed.xml" });
    expect(result.ok && result.value.entries.map(({ title }) => title)).toEqual(["One", "Two"]);
  },
);

it("cuts no sign of a title in two, and begins where its words do", async () => {
  const title = `${" ".repeat(30_000)}${"x".repeat(19_999)}\u{1F600}`;
  for (const type of ["text", "html"]) {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title type="${type}">${title}</title></feed>`;
    expect((await parse(atom)).title).toBe("x".repeat(19_999));
  }
});

it("keeps no endless title or address of a feed that says of itself what it is", async () => {
  const endless = "long ".repeat(10_000);
  const address = `https://example.org/${"x".repeat(10_000)}`;
  const { title, home, entries } = await parse(
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: endless,
      home_page_url: address,
      items: [{ id: "1", url: address, title: endless, content_text: "Words" }],
    }),
  );
  expect([title, entries[0]?.title]).toEqual(Array(2).fill("long ".repeat(4000).trim()));
  expect([home, entries[0]?.link]).toEqual([undefined, undefined]);
  expect(entries[0]?.html).toContain("Words");
});
