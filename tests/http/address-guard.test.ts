import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NETWORK_DEFAULTS, type NetworkSettings } from "../../src/config/settings.ts";
import { createAddressGuard } from "../../src/http/address-guard.ts";
import { createHttpClient } from "../../src/http/http-client.ts";

const PRIVATE =
  "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.0.1 168.63.129.16 169.254.169.254 172.16.0.1 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00::1 fe80::1 fec0::1 ff02::1".split(
    " ",
  );

const network = (allowHosts: string[] = []): NetworkSettings => ({
  ...NETWORK_DEFAULTS,
  allowHosts,
  userAgent: "test",
});

let port = 0;
let reached = 0;
const canary = createServer((request, response) => {
  reached++;
  if (request.url === "/away") response.writeHead(302, { location: "http://[::ffff:127.0.0.1]/" }).end();
  else response.end("reached");
});

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  const address = canary.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => canary.close());

const get = (url: string, allowHosts: string[] = []) =>
  createHttpClient(network(allowHosts), {
    retryPauses: [],
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  }).get({ url, accept: "*/*", maxBytes: 1000, timeout: 5000 });

describe("the address guard", () => {
  it.each(PRIVATE)("refuses %s", (address) => {
    expect(createAddressGuard([]).allowsAddress(address, 80)).toBe(false);
  });

  it.each(["1.1.1.1", "93.184.216.34", "2606:4700::1111"])("allows %s", (address) => {
    expect(createAddressGuard([]).allowsAddress(address, 80)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:7f00:1]",
    "rebinding.example",
  ])("lets no request reach the canary at %s", async (host) => {
    const before = reached;
    expect(await get(`http://${host}:${port}/`)).toMatchObject({ kind: "refused", cause: "private address" });
    expect(reached).toBe(before);
  });

  it("lets an allowed host through, and judges where it redirects to again", async () => {
    expect(await get(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port}`])).toMatchObject({ kind: "document" });
    expect(await get(`http://127.0.0.1:${port}/away`, [`127.0.0.1:${port}`])).toMatchObject({
      cause: "private address",
    });
  });
});
