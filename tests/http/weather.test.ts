import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { answer, drip, type FaultyPublisher, late, startFaultyPublisher } from "./faulty-publisher.ts";
import { ask, network, request } from "./test-client.ts";

let publisher: FaultyPublisher;
const at = (path: string): string => publisher.origin + path;
const HEAD = "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n";

beforeAll(async () => {
  publisher = await startFaultyPublisher({
    "/silent": () => undefined,
    "/drip-head": drip("HTTP/1.1 200 OK\r\nx: ", 200),
    "/drip-body": drip(HEAD, 200),
    "/drip-chunks": drip("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", 200, "1\r\nx\r\n"),
    "/patience": drip("", 200, "HTTP/1.1 102 Processing\r\n\r\n"),
    "/away": answer(302, { location: "/drip-body" }),
    "/drip-away": drip("HTTP/1.1 302 Found\r\nlocation: /drip-body\r\ncontent-length: 999\r\n\r\n", 200),
  });
});
afterAll(() => publisher.close());

describe("a deadline", () => {
  it.each(["/silent", "/drip-head", "/drip-body", "/drip-chunks", "/patience", "/away", "/drip-away"])(
    "ends %s",
    async (path) => {
      expect(await ask(at(path), { timeout: 700 })).toMatchObject({ kind: "refused", cause: "timeout" });
      expect(publisher.log.at(-1)?.path).toBe(path.includes("away") ? "/drip-body" : path);
    },
  );

  it("ends a lookup", async () => {
    const never = { resolve: () => new Promise<never>(() => undefined) };
    expect(await ask("http://slow.example/", { timeout: 300 }, never)).toMatchObject({ cause: "timeout" });
  });

  it("is one for all redirects together", async () => {
    for (const [path, next] of [
      ["/a", "/b"],
      ["/b", "/c"],
      ["/c", "/d"],
    ])
      publisher.scripts.set(path ?? "", late(answer(302, { location: next ?? "" }), 250));
    const timed = await ask(at("/a"), { timeout: 600 });
    expect(timed).toMatchObject({ kind: "refused", cause: "timeout", url: at("/c") });
  });

  it("does not count the wait in a host's line", async () => {
    publisher.scripts.set("/slow", late(answer(200), 300));
    const client = createHttpClient(network());
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => client.get(request(at("/slow"), { timeout: 700 }))),
    );
    await client.close();
    expect(answers.map(({ kind }) => kind)).toEqual(Array(4).fill("document"));
  });

  it("closes the connection of what it ends", async () => {
    await ask(at("/drip-body"), { timeout: 300 });
    const seen = publisher.log.at(-1);
    await expect.poll(() => seen?.ended).toBeDefined();
  });
});

describe("closing the client", () => {
  it("ends what is under way and what waits, and begins nothing more", async () => {
    const client = createHttpClient(network());
    const underWay = client.get(request(at("/silent")));
    const waiting = client.get(request(at("/silent")));
    await expect.poll(() => publisher.log.at(-1)?.path).toBe("/silent");
    const before = publisher.log.length;
    await client.close();
    for (const answered of [await underWay, await waiting, await client.get(request(at("/silent")))])
      expect(answered).toMatchObject({ kind: "refused", cause: "closed" });
    expect(publisher.log.length).toBe(before);
  });
});

describe("causes", () => {
  it("tell a refused connection", async () => {
    const gone = await startFaultyPublisher();
    await gone.close();
    expect(await ask(gone.origin)).toMatchObject({ kind: "refused", cause: "refused" });
  });

  it.each(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ENODATA"])(
    "tell a name that is not found: %s",
    async (code) => {
      const resolve = async () => {
        throw Object.assign(new Error("getaddrinfo"), { code });
      };
      expect(await ask("http://nowhere.example/", {}, { resolve })).toMatchObject({ cause: "dns" });
    },
  );

  it("tell a name without an address", async () => {
    expect(await ask("http://nowhere.example/", {}, { resolve: async () => [] })).toMatchObject({
      cause: "dns",
    });
  });

  it("tell an unreachable network", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("connect"), { code: "ENETUNREACH" });
    };
    expect(await ask("http://far.example/", {}, { resolve })).toMatchObject({ cause: "unreachable" });
  });

  it("tell a host that turns to another protocol", async () => {
    publisher.scripts.set(
      "/other",
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    );
    expect(await ask(at("/other"))).toMatchObject({ kind: "refused", cause: "bad answer" });
  });

  it.each([
    ["that speaks no TLS", createServer()],
    ["whose certificate nobody knows", createTlsServer()],
  ])("tell a host %s", async (_what, server) => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await ask(`https://127.0.0.1:${port}/`)).toMatchObject({ kind: "refused", cause: "tls" });
    await new Promise((resolve) => server.close(resolve));
  });
});
