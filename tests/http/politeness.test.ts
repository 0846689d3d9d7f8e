import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { groupBy } from "../../src/group-by.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import {
  answer,
  type FaultyPublisher,
  inTurn,
  late,
  mostAtOnce,
  type Seen,
  startFaultyPublisher,
  thenEnd,
} from "./faulty-publisher.ts";
import { network, request, worldClient } from "./test-client.ts";

const asked = (status: number, seconds: string): Buffer => answer(status, { "retry-after": seconds });
const OK = answer(200, {}, "ok");
/** Of a wait that began a little before it was noted. */
const inSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);

let publisher: FaultyPublisher;
const on = (host: string, path = "/"): string => `http://${host}:${publisher.port}${path}`;
const at = (path: string): string => publisher.origin + path;

beforeEach(async () => {
  publisher = await startFaultyPublisher();
});
afterEach(() => publisher.close());

const byHost = (): Seen[][] => [...groupBy(publisher.log, ({ headers }) => headers.host ?? "").values()];

describe("many requests", () => {
  it("meet each host one at a time, and eight in all", async () => {
    publisher.scripts.set("/", late(OK, 10));
    const { client } = worldClient();
    const hosts = Array.from({ length: 20 }, (_, index) => `host${index}.example`);
    const urls = Array.from({ length: 200 }, (_, index) => on(hosts[index % 20] ?? ""));
    const answers = await Promise.all(urls.map((url) => client.get(request(url))));
    await client.close();
    expect(answers.every(({ kind }) => kind === "document")).toBe(true);
    expect(byHost().length).toBe(20);
    expect(byHost().map(mostAtOnce)).toEqual(Array(20).fill(1));
    expect(mostAtOnce(publisher.log)).toBe(8);
  });

  it("meet a host as often at a time as settings say", async () => {
    publisher.scripts.set("/", late(OK, 20));
    const { client } = worldClient({}, { perHost: 3 });
    await Promise.all(Array.from({ length: 9 }, () => client.get(request(on("one.example")))));
    await client.close();
    expect(mostAtOnce(publisher.log)).toBe(3);
  });

  it("count redirects as requests to the host that they lead to", async () => {
    publisher.scripts.set("/", late(OK, 20));
    publisher.scripts.set("/away", answer(302, { location: on("target.example") }));
    const { client } = worldClient();
    const hosts = Array.from({ length: 6 }, (_, index) => on(`host${index}.example`, "/away"));
    await Promise.all(hosts.map((url) => client.get(request(url))));
    await client.close();
    expect(mostAtOnce(publisher.log.filter(({ path }) => path === "/"))).toBe(1);
  });

  it("leave a public host alone between two of them, a second more or less", async () => {
    publisher.scripts.set("/", OK);
    const gaps: number[] = [];
    for (const random of [0, 0.5, 1]) {
      const { client, waits } = worldClient({ random: () => random });
      await client.get(request(on("one.example")));
      await client.get(request(on("other.example")));
      expect(waits).toEqual([]);
      await client.get(request(on("one.example")));
      await client.close();
      gaps.push(...waits);
    }
    const near = [750, 1000, 1250].map((time) =>
      expect.toSatisfy((gap: number) => gap > time - 700 && gap <= time),
    );
    expect(gaps).toEqual(near);
  });

  it("really wait: the publisher sees the gap", async () => {
    publisher.scripts.set("/", OK);
    const client = createHttpClient(network({ allowHosts: [] }), {
      judge: () => true,
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
      gap: 200,
      random: () => 0.5,
    });
    await Promise.all(Array.from({ length: 4 }, () => client.get(request(on("one.example")))));
    await client.close();
    const gaps = publisher.log.slice(1).map(({ begun }, index) => begun - (publisher.log[index]?.ended ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(195);
  });

  it("leave no gap at the curator's own hosts", async () => {
    publisher.scripts.set("/", OK);
    for (const allowed of ["127.0.0.1", `127.0.0.1:${publisher.port}`, "127.0.0.0/8"]) {
      const { client, waits } = worldClient({}, { allowHosts: [allowed] });
      for (let time = 0; time < 3; time++) await client.get(request(at("/")));
      await client.close();
      expect(waits).toEqual([]);
    }
  });
});

describe("a request that failed", () => {
  it.each([
    ["502", answer(502)],
    ["503", answer(503)],
    ["504", answer(504)],
    ["503 with a Retry-After that says nothing", asked(503, "soon")],
    ["a reset", thenEnd("", "reset")],
    ["a connection closed without a word", thenEnd("")],
  ])("with %s is sent twice more, with rising pauses", async (_what, script) => {
    publisher.scripts.set("/", script);
    const { client, waits } = worldClient({ gap: 0 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ kind: "refused" });
    await client.close();
    expect(publisher.log.length).toBe(3);
    expect(waits).toEqual([1000, 4000]);
  });

  it("since nothing came in time is sent twice more, with pauses a quarter shorter or longer", async () => {
    publisher.scripts.set("/", () => undefined);
    for (const [random, pauses] of [
      [0, [750, 3000]],
      [1, [1250, 5000]],
    ] as const) {
      const { client, waits } = worldClient({ gap: 0, random: () => random });
      const refused = await client.get(request(on("one.example"), { timeout: 100 }));
      await client.close();
      expect(refused).toMatchObject({ kind: "refused", cause: "timeout" });
      expect(waits).toEqual(pauses);
    }
    expect(publisher.log.length).toBe(6);
  });

  it("and then succeeds is a success", async () => {
    publisher.scripts.set("/", inTurn(answer(503), answer(502), OK));
    const { client } = worldClient({ gap: 0 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ kind: "document" });
    await client.close();
  });

  it.each([
    ["404", answer(404)],
    ["500", answer(500)],
    ["410", answer(410)],
    ["half a body", thenEnd(answer(200, { "content-length": "9" }, "half"))],
    ["what is no HTTP", thenEnd("hello\r\n\r\n")],
  ])("with %s is not sent again", async (_what, script) => {
    publisher.scripts.set("/", script);
    const { client, waits } = worldClient({ gap: 0 });
    await client.get(request(on("one.example")));
    await client.close();
    expect([publisher.log.length, waits]).toEqual([1, []]);
  });

  it("each time, leaves the next request to the same host one attempt, until one succeeds", async () => {
    publisher.scripts.set("/", answer(503));
    publisher.scripts.set("/fine", OK);
    const { client } = worldClient({ gap: 0 });
    const tries = async (url: string): Promise<number> => {
      const before = publisher.log.length;
      await client.get(request(url));
      return publisher.log.length - before;
    };
    expect(await tries(on("one.example"))).toBe(3);
    expect(await tries(on("one.example"))).toBe(1);
    expect(await tries(on("other.example"))).toBe(3);
    await tries(on("one.example", "/fine"));
    expect(await tries(on("one.example"))).toBe(3);
    await client.close();
  });
});

describe("a host that asks for patience", () => {
  it.each([429, 503])("with %i and up to a minute is waited for", async (status) => {
    publisher.scripts.set("/", inTurn(asked(status, "60"), OK));
    const { client, waits } = worldClient({ gap: 0 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ kind: "document" });
    await client.close();
    expect(waits.map(inSeconds)).toEqual([60]);
  });

  it.each([
    ["429 and two minutes", asked(429, "120"), 120],
    ["503 and two minutes", asked(503, "120"), 120],
    ["429 and a month", asked(429, "2592000"), 86_400],
    ["429 and no time", answer(429), undefined],
    ["429 and no readable time", asked(429, "-5"), undefined],
  ])(
    "with %s is left alone for the rest of the run, and holds up no other",
    async (what, script, seconds) => {
      publisher.scripts.set("/", script);
      publisher.scripts.set("/fine", OK);
      const { client, waits } = worldClient({ gap: 0, now: () => 0 });
      const first = await client.get(request(on("one.example")));
      expect(first).toMatchObject({ kind: "refused", cause: `http ${what.slice(0, 3)}` });
      expect("retryAfter" in first ? first.retryAfter : undefined).toBe(seconds);
      const second = await client.get(request(on("one.example", "/fine")));
      expect(second).toMatchObject({ kind: "refused", cause: "asked to wait" });
      expect(await client.get(request(on("other.example", "/fine")))).toMatchObject({ kind: "document" });
      await client.close();
      expect(publisher.log.length).toBe(2);
      expect(waits).toEqual([]);
    },
  );

  it("for no time at all is left alone as long as one that failed", async () => {
    publisher.scripts.set("/", inTurn(asked(503, "0"), OK));
    const { client, waits } = worldClient({ gap: 0 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ kind: "document" });
    await client.close();
    expect(waits.map(inSeconds)).toEqual([1]);
  });

  it("again and again is left alone after the third time", async () => {
    publisher.scripts.set("/", asked(429, "5"));
    const { client, waits } = worldClient({ gap: 0 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ cause: "http 429", retryAfter: 5 });
    expect(await client.get(request(on("one.example")))).toMatchObject({ cause: "asked to wait" });
    await client.close();
    expect([publisher.log.length, waits.map(inSeconds)]).toEqual([3, [5, 5]]);
  });

  it("holds back its own line, and while it waits takes no place from others", async () => {
    publisher.scripts.set("/", inTurn(asked(503, "1"), OK));
    publisher.scripts.set("/fine", OK);
    const client = createHttpClient(network({ allowHosts: [], concurrency: 1 }), {
      judge: () => true,
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
      gap: 0,
      retryPauses: [0],
    });
    const order: string[] = [];
    const get = async (name: string, url: string) => {
      await client.get(request(url));
      order.push(name);
    };
    await Promise.all([
      get("patient", on("one.example")),
      get("behind it", on("one.example", "/fine")),
      get("elsewhere", on("other.example", "/fine")),
    ]);
    await client.close();
    expect(order[0]).toBe("elsewhere");
    const [first, ...later] = publisher.log.filter(({ headers }) => headers.host?.startsWith("one."));
    expect(later.length).toBe(2);
    expect(Math.min(...later.map(({ begun }) => begun)) - (first?.begun ?? 0)).toBeGreaterThan(990);
  });

  it("is the one that answered, not the one that redirected there", async () => {
    publisher.scripts.set("/away", answer(302, { location: on("busy.example", "/") }));
    publisher.scripts.set("/", asked(429, "3600"));
    publisher.scripts.set("/fine", OK);
    const { client } = worldClient({ gap: 0 });
    await client.get(request(on("one.example", "/away")));
    expect(await client.get(request(on("one.example", "/fine")))).toMatchObject({ kind: "document" });
    expect(await client.get(request(on("one.example", "/away")))).toMatchObject({ cause: "asked to wait" });
    await client.close();
  });
});
