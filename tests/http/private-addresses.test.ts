import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction, connect as openSocket, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAddressGuard, isPublic } from "../../src/http/address-guard.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "./faulty-publisher.ts";
import { network, request } from "./test-client.ts";

/** An address out of each range that the IANA registries, or the clouds, keep for other purposes than the public's. */
const V4 =
  "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.10 168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.254 192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.175.48.1 198.18.0.1 198.19.255.254 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255".split(
    " ",
  );
const V6 =
  ":: ::1 ::2 64:ff9b::a00:1 64:ff9b:1::a00:1 100::1 100:0:0:1::1 2001::1 2001:1::1 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:a00:1::1 2620:4f:8000::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 febf::1 fec0::1 ff02::1 ff05::1".split(
    " ",
  );

/** The spellings of an IPv4 address that URLs know, and the IPv6 addresses that hide it. */
function spellings(address: string): string[] {
  const bytes = address.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
  const words = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  const flipped = `${hex(a ^ 255)}${hex(b ^ 255)}:${hex(c ^ 255)}${hex(d ^ 255)}`;
  return [
    address,
    `${address}.`,
    `${whole}`,
    `0x${whole.toString(16)}`,
    bytes.map((byte) => `0${byte.toString(8)}`).join("."),
    bytes.map((byte) => `0x${hex(byte)}`).join("."),
    `${a}.${(b * 256 + c) * 256 + d}`,
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replaceAll(".", "。"),
    address.replace(/\d/, (digit) => `%3${digit}`),
    `[::ffff:${address}]`,
    `[::ffff:${words}]`,
    `[::${words}]`,
    `[64:ff9b::${words}]`,
    `[64:ff9b:1::${words}]`,
    `[2002:${words}::1]`,
    `[2001:0:102:304:0:0:${flipped}]`,
  ];
}

const inV6 = (address: string): string[] => {
  const long = new URL(`http://[${address}]`).hostname;
  return [long, long.toUpperCase(), `[0${address.startsWith(":") ? "0" : ""}${address}]`].filter((host) =>
    URL.canParse(`http://${host}/`),
  );
};

const HOSTS = [...V4.flatMap(spellings), ...V6.flatMap(inV6)];

/** Agents for whom the whole world is the publisher on loopback: what is connected to at all is counted there. */
function worldAgents(port: number) {
  const dial = (): Socket => openSocket(port, "127.0.0.1");
  const createConnection = (
    options: { host: string; lookup: LookupFunction },
    done: (error: Error | null, socket?: Socket) => void,
  ): Socket | undefined => {
    if (isIP(options.host)) return dial();
    options.lookup(options.host, { all: true }, (error) => done(error, error ? undefined : dial()));
    return undefined;
  };
  return {
    http: Object.assign(new http.Agent(), { createConnection }),
    https: Object.assign(new https.Agent(), { createConnection }),
  };
}

let publisher: FaultyPublisher;
let turn = 0;

beforeAll(async () => {
  publisher = await startFaultyPublisher({
    "/secret": answer(200, {}, "the secret"),
    "/away": (socket, { path }) => {
      const target = Buffer.from(decodeURIComponent(path.slice("/away?".length)));
      socket.write(answer(302, { location: target.toString("latin1") }));
    },
  });
});
afterAll(() => publisher.close());
beforeEach(() => {
  publisher.log.length = 0;
});

/** Two names are public; every other name leads to the private address that stands in it. */
async function resolve(hostname: string) {
  const hidden = /^x([0-9a-f-]+)\.rebinding\.example$/.exec(hostname)?.[1]?.replaceAll("-", ":");
  const turns = /^turns-/.test(hostname) && turn++ > 0;
  const address = hidden ? hidden : turns ? "127.0.0.1" : "93.184.216.34";
  return [{ address, family: isIP(address) }];
}

const rebindingName = (address: string): string => {
  const whole = address.includes(":")
    ? address
    : `::ffff:${address.split(".").map(Number).reduce(join16, "")}`;
  return `x${whole.replaceAll(":", "-")}.rebinding.example`;
};
const join16 = (text: string, byte: number, index: number): string =>
  `${text}${index === 2 ? ":" : ""}${byte.toString(16).padStart(2, "0")}`;

/** Tries all; gives the causes. */
async function attack(judge?: (address: string) => boolean): Promise<{ tried: number; causes: Set<string> }> {
  const client = createHttpClient(network({ allowHosts: [], concurrency: 16, perHost: 16 }), {
    agents: worldAgents(publisher.port),
    resolve,
    gap: 0,
    retryPauses: [],
    ...(judge ? { judge } : {}),
  });
  const direct = HOSTS.map((host) => `http://${host}/secret`);
  const rebound = [...V4, ...V6].map((address) => `http://${rebindingName(address)}/secret`);
  const redirected = [...direct, ...rebound].map(
    (url) => `http://public.example/away?${encodeURIComponent(url)}`,
  );
  const urls = [...direct, ...rebound, ...redirected];
  const answers = await Promise.all(urls.map((url) => client.get(request(url))));
  await client.close();
  const causes = answers.map((one) => (one.kind === "refused" ? one.cause : one.kind));
  return { tried: urls.length, causes: new Set(causes) };
}

const reached = (): number => publisher.log.filter(({ path }) => path === "/secret").length;

describe("private addresses", () => {
  it("are never connected to: spelled anyhow, behind names, behind redirects", async () => {
    const { tried, causes } = await attack();
    expect(tried).toBeGreaterThan(500);
    expect(reached()).toBe(0);
    expect([...causes]).toEqual(["private address"]);
  });

  it("would be reached by the same attempts if the guard let everything pass", async () => {
    const { tried } = await attack(() => true);
    expect(reached()).toBeGreaterThan(tried * 0.95);
  });

  it("are not reached by a name that changes its address between two requests", async () => {
    const options = { agents: worldAgents(publisher.port), resolve, gap: 0, retryPauses: [] };
    const client = createHttpClient(network({ allowHosts: [] }), options);
    const ask = () => client.get(request("http://turns-private.example/secret"));
    turn = 0;
    expect(await ask()).toMatchObject({ kind: "document" });
    expect(await ask()).toMatchObject({ kind: "refused", cause: "private address" });
    await client.close();
    expect(reached()).toBe(1);
  });

  it("are told from public ones", () => {
    const open =
      "1.1.1.1 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700::1111 2a00:1450::1 ::ffff:1.1.1.1 64:ff9b::101:101 64:ff9b::93.184.216.34";
    for (const address of open.split(" ")) expect([address, isPublic(address)]).toEqual([address, true]);
    for (const address of [...V4, ...V6, "fe80::1%eth0", "", "localhost"])
      expect([address, isPublic(address)]).toEqual([address, false]);
  });
});

describe("network.allowHosts", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1", 80],
    ["127.0.0.1:8080", "127.0.0.1", 8080],
    ["127.0.0.1:8080", "::ffff:127.0.0.1", 8080],
    ["10.0.0.0/8", "10.200.3.4", 80],
    ["172.16.0.0/12", "172.31.255.255", 80],
    ["0.0.0.0/0", "192.168.1.1", 80],
    ["::1", "::1", 80],
    ["[::1]:8080", "::1", 8080],
    ["[0:0::1]", "::1", 80],
    ["fd00::/8", "fdff::1", 80],
    ["[fe80::1]:8080", "fe80::1%eth0", 8080],
  ])("%s allows %s on port %i", (allowed, address, port) => {
    expect(createAddressGuard([allowed]).allowsAddress(address, port)).toBe(true);
  });

  it.each([
    ["127.0.0.1:8080", "127.0.0.1", 8081],
    ["127.0.0.1", "127.0.0.2", 80],
    ["fd00::1", "fd00::2", 80],
    ["10.0.0.0/8", "fd00::1", 80],
    ["10.0.0.0/8", "a00::1", 80],
    ["172.16.0.0/13", "172.24.0.0", 80],
    ["fd00::/8", "fc00::1", 80],
    ["nas.local", "192.168.1.7", 80],
  ])("%s does not allow %s on port %i", (allowed, address, port) => {
    expect(createAddressGuard([allowed]).allowsAddress(address, port)).toBe(false);
  });

  it("allows a host by its name, whatever its address, and none that ends likewise", () => {
    const guard = createAddressGuard(["nas.local", "localhost:8080"]);
    expect(guard.allowsName("NAS.local", 80)).toBe(true);
    expect(guard.allowsName("evil-nas.local", 80)).toBe(false);
    expect(guard.allowsName("localhost", 8080)).toBe(true);
    expect(guard.allowsName("localhost", 80)).toBe(false);
  });

  it("opens one host and no other to redirects", async () => {
    const own = `127.0.0.1:${publisher.port}`;
    const client = createHttpClient(network({ allowHosts: [own] }), { retryPauses: [] });
    expect(await client.get(request(`http://${own}/secret`))).toMatchObject({ kind: "document" });
    const away = `http://${own}/away?${encodeURIComponent(`http://[::ffff:127.0.0.2]:${publisher.port}/secret`)}`;
    expect(await client.get(request(away))).toMatchObject({ cause: "private address" });
    await client.close();
    expect(reached()).toBe(1);
  });

  it("is named by the refusal, with the host to add", async () => {
    const client = createHttpClient(network({ allowHosts: [] }), {
      resolve: async () => [{ address: "192.168.1.7", family: 4 }],
    });
    const refused = await client.get(request("http://nas.local/feed.xml"));
    await client.close();
    expect(refused).toMatchObject({
      cause: "private address",
      message: expect.stringContaining("add nas.local to network.allowHosts in feeds.yaml"),
    });
  });
});

describe("ports of the web", () => {
  it.each([443, 1024, 3000, 8080, 8443, 65_535])("are asked: %i", async (port) => {
    const client = createHttpClient(network({ allowHosts: [] }), {
      agents: worldAgents(publisher.port),
      resolve,
    });
    const answered = await client.get(request(`http://public.example:${port}/secret`));
    await client.close();
    expect(answered).toMatchObject({ kind: "document" });
  });
});

describe("ports of other services", () => {
  it.each([22, 25, 6667])("are not knocked at: %i", async (port) => {
    const client = createHttpClient(network({ allowHosts: [] }), {
      agents: worldAgents(publisher.port),
      resolve,
    });
    expect(await client.get(request(`http://public.example:${port}/secret`))).toMatchObject({
      cause: "bad url",
      message: expect.stringContaining(`add public.example:${port} to network.allowHosts in feeds.yaml`),
    });
    await client.close();
    expect(publisher.log).toEqual([]);
  });

  it("are asked where they are named", async () => {
    const client = createHttpClient(network({ allowHosts: ["public.example:81"] }), {
      agents: worldAgents(publisher.port),
      resolve,
    });
    expect(await client.get(request("http://public.example:81/secret"))).toMatchObject({ kind: "document" });
    await client.close();
  });
});
