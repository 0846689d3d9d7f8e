import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measureImage } from "../../src/fetch/measure-image.ts";
import { readImageSizes } from "../../src/fetch/read-image-sizes.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import type { HttpClient } from "../../src/http/response.ts";
import {
  answer,
  drip,
  type FaultyPublisher,
  type Script,
  startFaultyPublisher,
} from "../http/faulty-publisher.ts";
import { network } from "../http/test-client.ts";
import { runCli } from "../run-cli.ts";
import { gif, jpeg, png, webp } from "./image-bytes.ts";
import { feedAnswer, rss } from "./nights.ts";

let publisher: FaultyPublisher;
let client: HttpClient;

beforeAll(async () => {
  publisher = await startFaultyPublisher();
  client = createHttpClient(network());
});
afterAll(() => Promise.all([client.close(), publisher.close()]));

/** Reads the sizes of a story that shows these files, by their names. */
async function sizesOf(files: Record<string, Script>, options: { isOver?: () => boolean } = {}) {
  for (const [name, script] of Object.entries(files)) publisher.scripts.set(`/${name}`, script);
  const markdown = Object.keys(files)
    .map((name) => `![](${publisher.origin}/${name})\n`)
    .join("\n");
  const sizes = await readImageSizes({ markdown, images: {} }, { client, isOver: () => false, ...options });
  return Object.fromEntries(
    Object.entries(sizes).map(([url, { width, height }]) => [
      new URL(url).pathname.slice(1),
      [width, height],
    ]),
  );
}

describe("the sizes of a story's pictures", () => {
  it("are read from the beginning of each file, whatever type its server gives it", async () => {
    const files = { a: png(640, 400), b: gif(32, 16), c: webp(1600, 900), d: jpeg(800, 600) };
    const scripts = Object.entries(files).map(([name, bytes]): [string, Script] => [
      name,
      answer(200, { "content-type": "text/plain" }, bytes),
    ]);
    expect(await sizesOf(Object.fromEntries(scripts))).toEqual({
      a: [640, 400],
      b: [32, 16],
      c: [1600, 900],
      d: [800, 600],
    });
  });

  it("are those of the picture as it is shown, where the camera was held upright", async () => {
    expect(await sizesOf({ upright: answer(200, {}, jpeg(800, 600, { orientation: 6 })) })).toEqual({
      upright: [600, 800],
    });
  });

  it("cost no more than the first 64 KiB, also where the body has no end", async () => {
    const before = publisher.log.length;
    const endless = drip(
      Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), png(300, 200)]),
      0,
      "x".repeat(30_000),
    );
    const huge = drip(
      Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n"), gif(40, 30)]),
      0,
      "x".repeat(30_000),
    );
    expect(await sizesOf({ endless, huge })).toEqual({ endless: [300, 200], huge: [40, 30] });
    for (const seen of publisher.log.slice(before)) expect(seen.sent).toBeLessThan(4 * 1024 * 1024);
  });

  it("stay unknown behind notes that are longer than that", async () => {
    const far = answer(200, {}, jpeg(800, 600, { notes: 100_000 }));
    expect(await sizesOf({ near: answer(200, {}, jpeg(80, 60, { notes: 40_000 })), far })).toEqual({
      near: [80, 60],
    });
  });

  it("stay unknown where the file is missing, is no image, or claims what no image has", async () => {
    expect(
      await sizesOf({
        missing: answer(404),
        page: answer(200, { "content-type": "image/png" }, "<html>no image</html>"),
        bomb: answer(200, {}, png(4_000_000_000, 4_000_000_000)),
        flat: answer(200, {}, png(0, 300)),
        cut: answer(200, {}, png(640, 400).subarray(0, 18)),
        empty: answer(200),
        drawing: answer(200, {}, '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'),
        right: answer(200, {}, png(10, 20)),
      }),
    ).toEqual({ right: [10, 20] });
  });

  it("are asked for no more once the host does not answer", async () => {
    const before = publisher.log.length;
    const reset: Script = (socket) => socket.resetAndDestroy();
    expect(await sizesOf({ broken: reset, after: answer(200, {}, png(10, 20)) })).toEqual({});
    expect(publisher.log.slice(before).map(({ path }) => path)).toEqual(["/broken"]);
  });

  it.each([
    ["does not answer", "http://127.0.0.1:9"],
    ["has a private address", "http://10.0.0.1"],
    ["is none", "http://exa mple"],
  ])("are asked for at other hosts where one %s", async (_what, host) => {
    publisher.scripts.set("/alive", answer(200, {}, png(10, 20)));
    const alive = `${publisher.origin}/alive`;
    const markdown = `![](<${host}/a>) ![](${alive}) ![](<${host}/b>)`;
    const asked: string[] = [];
    const noting: HttpClient = {
      ...client,
      get(request) {
        asked.push(request.url);
        return client.get(request);
      },
    };
    const sizes = await readImageSizes({ markdown, images: {} }, { client: noting, isOver: () => false });
    expect(sizes).toEqual({ [alive]: { width: 10, height: 20 } });
    expect(asked).not.toContain(`${host}/b`);
  });

  it("are asked for of eight pictures at most, once each, and of those alone that need it", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, number) => [`n${number}`, answer(200, {}, png(10 + number, 10))]),
    );
    expect(Object.keys(await sizesOf(files))).toHaveLength(8);
    const known = { [`${publisher.origin}/n0`]: { width: 1, height: 2 } };
    const before = publisher.log.length;
    const markdown = `![](${publisher.origin}/n0) ![](${publisher.origin}/n1) ![x](${publisher.origin}/n1) [n2](${publisher.origin}/n2)`;
    const sizes = await readImageSizes({ markdown, images: known }, { client, isOver: () => false });
    expect(Object.values(sizes)).toEqual([
      { width: 1, height: 2 },
      { width: 11, height: 10 },
    ]);
    expect(publisher.log.slice(before).map(({ path }) => path)).toEqual(["/n1"]);
  });

  it("are given up where one trickles in", async () => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n`;
    expect(await sizesOf({ slow: drip(head, 100) })).toEqual({});
  });

  it("are not asked for once the others have taken ten seconds", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const takes =
      (seconds: number): Script =>
      (socket) => {
        vi.advanceTimersByTime(seconds * 1000);
        socket.write(answer(200, {}, png(10, 20)));
      };
    try {
      expect(Object.keys(await sizesOf({ t1: takes(4), t2: takes(4), t3: takes(4), t4: takes(4) }))).toEqual([
        "t1",
        "t2",
        "t3",
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("are not asked for once the night is over", async () => {
    const before = publisher.log.length;
    expect(await sizesOf({ late: answer(200, {}, png(10, 20)) }, { isOver: () => true })).toEqual({});
    expect(publisher.log).toHaveLength(before);
  });
});

describe("a night", () => {
  it.each([
    ["asks for the pictures of its new stories", "link", ["/feed", "/shown.png"]],
    ["asks for none where the site shows none", "none", ["/feed"]],
  ])("%s", async (_what, images, asked) => {
    const body = `<p>A crane, seen from below.</p><img src="${publisher.origin}/shown.png" alt="Crane">`;
    publisher.scripts.set("/shown.png", answer(200, {}, png(10, 20)));
    publisher.scripts.set("/feed", feedAnswer(rss([{ title: "Crane", guid: "1", body }])));
    const root = mkdtempSync(join(tmpdir(), "sizes-"));
    const before = publisher.log.length;
    try {
      writeFileSync(
        join(root, "feeds.yaml"),
        `site: { title: Test, url: "https://example.org/", images: ${images} }
network: { allowHosts: [127.0.0.1] }
feeds: [{ url: "${publisher.origin}/feed", fullText: never }]
`,
      );
      expect(await runCli(["fetch", "--root", root])).toMatchObject({ code: 0 });
      expect(publisher.log.slice(before).map(({ path }) => path)).toEqual(asked);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe("stories without a page", () => {
  const root = mkdtempSync(join(tmpdir(), "sizes-"));
  let hosts: FaultyPublisher[];

  beforeAll(async () => {
    hosts = await Promise.all([startFaultyPublisher(), startFaultyPublisher()]);
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    rmSync(root, { recursive: true, force: true });
  });

  it("of one feed do not wait for the pictures of another's", async () => {
    const meet: Script = async (socket) => {
      const haveMet = (): boolean => hosts.every(({ log }) => log.length > 0);
      if (await vi.waitUntil(haveMet, { timeout: 4000 }).catch(() => false))
        socket.write(answer(200, {}, png(10, 20)));
    };
    for (const [number, { origin, scripts }] of hosts.entries()) {
      scripts.set("/shown.png", meet);
      const body = `<p>A crane, seen from below.</p><img src="${origin}/shown.png" alt="Crane">`;
      publisher.scripts.set(`/feed${number}`, feedAnswer(rss([{ title: "Crane", guid: "1", body }])));
    }
    const feeds = hosts.map(
      (_, number) => `  - { url: "${publisher.origin}/feed${number}", fullText: never }\n`,
    );
    writeFileSync(
      join(root, "feeds.yaml"),
      `site: { title: Test, url: "https://example.org/" }
network: { allowHosts: [127.0.0.1] }
feeds:
${feeds.join("")}`,
    );
    expect(await runCli(["fetch", "--root", root])).toMatchObject({ code: 0 });
    const { stdout } = await runCli(["export", "--jsonl", "--root", root]);
    for (const { origin } of hosts)
      expect(stdout).toContain(`"${origin}/shown.png":{"width":10,"height":20}`);
  });
});

describe("bytes that only look like an image", () => {
  const samples = [
    png(640, 400),
    gif(32, 16),
    webp(1600, 900),
    jpeg(800, 600, { orientation: 8, notes: 1000 }),
  ];

  it("give a believable size or none, cut anywhere and with any byte changed, and always an end", () => {
    for (const sample of samples) {
      const head = sample.subarray(0, 120);
      for (let at = 0; at < head.length; at++) {
        for (const value of [0, 1, 0x7f, 0xff]) {
          const spoilt = Buffer.from(sample);
          spoilt[at] = value;
          for (const bytes of [spoilt, head.subarray(0, at)]) {
            const { width = 1, height = 1 } = measureImage(bytes) ?? {};
            expect(width >= 1 && width <= 20_000 && height >= 1 && height <= 20_000).toBe(true);
          }
        }
      }
    }
  });
});
