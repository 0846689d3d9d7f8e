import { expect, it } from "vitest";
import { splitItems } from "../../../src/page/plan/document-items.ts";

const [ONE, TWO] = ["0123456789ab", "ba9876543210"];

const xmlItem = (id: string, text: string): string =>
  `<item>\n<title>Ein Boot</title>\n<guid isPermaLink="false">urn:shared-stories:${id}</guid>\n<content:encoded><![CDATA[${text}]]></content:encoded>\n</item>`;

const xml = (...items: string[]): Buffer =>
  Buffer.from(`<rss>\n<channel>\n<title>Boote</title>\n${items.join("\n")}\n</channel>\n</rss>\n`);

const jsonItem = (id: string, text: string): string =>
  `    {\n      "id": "urn:shared-stories:${id}",\n      "content_html": ${JSON.stringify(text)},\n      "tags": []\n    }`;

const json = (...items: string[]): Buffer =>
  Buffer.from(`{\n  "title": "Boote",\n  "items": [\n${items.join(",\n")}\n  ]\n}\n`);

const listItem = (id: string, text: string): string =>
  `    <li class="item h-entry" id="s-${id}" lang="de" dir="ltr">\n      <p>${text}</p>\n    </li>`;

const list = (...items: string[]): Buffer =>
  Buffer.from(`<ol class="items" reversed>\n${items.join("\n")}\n  </ol>\n`);

const texts = (items: Map<string, Buffer>): [string, string][] =>
  [...items].map(([id, item]) => [id, item.toString()]);

it.each([
  "",
  "Fähre — 船",
  "one\nline\n\nand another\n",
  "<item>\n</item>\n]]]]><![CDATA[></content:encoded>\n</item>\n<item>\n",
  '    {\n      "id": "urn:shared-stories:ffffffffffff",\n    }\n',
])("items are found as they stand, whatever their text (%j)", (text) => {
  const xmlItems: [string, string][] = [ONE, TWO].map((id) => [id, xmlItem(id, text)]);
  expect(texts(splitItems(xml(...xmlItems.map(([, item]) => item)), "xml"))).toEqual(xmlItems);
  const jsonItems: [string, string][] = [ONE, TWO].map((id) => [id, jsonItem(id, text)]);
  expect(texts(splitItems(json(...jsonItems.map(([, item]) => item)), "json"))).toEqual(jsonItems);
});

it("an item that is written in another way is none, and takes none of its neighbours with it", () => {
  const bare = "<item>\n<guid>urn:shared-stories:ffffffffffff</guid>\n</item>";
  const escaped = "<item>\n<content:encoded>&lt;p&gt;</content:encoded>\n</item>";
  const longer = xmlItem("ffffffffffff", "C").replace("</item>", "<author>Ada</author>\n</item>");
  const found = splitItems(xml(bare, xmlItem(ONE, "A"), escaped, longer, xmlItem(TWO, "B")), "xml");
  expect(texts(found)).toEqual([
    [ONE, xmlItem(ONE, "A")],
    [TWO, xmlItem(TWO, "B")],
  ]);
  const deeper = '    {\n      "id": "urn:shared-stories:ffffffffffff",\n  "author": {\n    }\n    }';
  expect(texts(splitItems(json(deeper, jsonItem(ONE, "A")), "json"))).toEqual([[ONE, jsonItem(ONE, "A")]]);
});

it("what is cut off has its whole items", () => {
  const whole = xml(xmlItem(ONE, "A"), xmlItem(TWO, "B"));
  const cut = whole.subarray(0, whole.indexOf("B]]>") + 1);
  expect(texts(splitItems(cut, "xml"))).toEqual([[ONE, xmlItem(ONE, "A")]]);
  const half = json(jsonItem(ONE, "A"), jsonItem(TWO, "B"));
  expect([...splitItems(half.subarray(0, half.indexOf('"B"')), "json").keys()]).toEqual([ONE]);
});

it("items of a list are found as they stand", () => {
  const items: [string, string][] = [ONE, TWO].map((id) => [id, listItem(id, "Fähre —\n    &lt;/li>")]);
  expect(texts(splitItems(list(...items.map(([, item]) => item)), "html"))).toEqual(items);
  expect(splitItems(list(), "html").size).toBe(0);
});

it("an item of a list that is written in another way is none, and takes none of its neighbours with it", () => {
  const nested = listItem("ffffffffffff", "<ul>\n    <li>x</li>\n    </li></ul>");
  const bare = listItem("ffffffffffff", "x").replace("\n    </li>", "</li>");
  const named = listItem("essay", "x");
  const rest = [listItem(ONE, "A"), listItem(TWO, "B")];
  for (const odd of [nested, bare, named]) {
    const found = splitItems(list(rest[0] ?? "", odd, rest[1] ?? ""), "html");
    expect(texts(found)).toEqual([
      [ONE, rest[0]],
      [TWO, rest[1]],
    ]);
    expect([...splitItems(list(...rest, odd), "html").keys()]).toEqual([ONE, TWO]);
  }
  const cut = list(...rest);
  expect([...splitItems(cut.subarray(0, cut.indexOf("B")), "html").keys()]).toEqual([ONE]);
});
