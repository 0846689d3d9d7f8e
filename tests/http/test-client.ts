/** The client as tests need it: no gaps and no waiting, and names of the public network that lead to loopback. */
import { NETWORK_DEFAULTS, type NetworkSettings } from "../../src/config/settings.ts";
import { type ClientOptions, createHttpClient } from "../../src/http/http-client.ts";
import type { Answer, Document, HttpClient, Request } from "../../src/http/response.ts";

export const network = (changes: Partial<NetworkSettings> = {}): NetworkSettings => ({
  ...NETWORK_DEFAULTS,
  allowHosts: ["127.0.0.1"],
  userAgent: "shared-stories/test (+https://page.example/)",
  ...changes,
});

export const request = (url: string, changes: Partial<Request> = {}): Request => ({
  url,
  accept: "*/*",
  maxBytes: 1_000_000,
  timeout: 5000,
  ...changes,
});

/** Asks once, with a client of its own. */
export async function ask(
  url: string,
  changes: Partial<Request> = {},
  options: ClientOptions = {},
  settings: Partial<NetworkSettings> = {},
): Promise<Answer> {
  const client = createHttpClient(network(settings), { retryPauses: [], ...options });
  try {
    return await client.get(request(url, changes));
  } finally {
    await client.close();
  }
}

/** A client for whom every name of the public network leads to loopback, and which notes its waits instead of waiting. */
export function worldClient(
  options: ClientOptions = {},
  settings: Partial<NetworkSettings> = {},
): { client: HttpClient; waits: number[] } {
  const waits: number[] = [];
  const client = createHttpClient(network({ allowHosts: [], ...settings }), {
    judge: () => true,
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    pause: async (time) => {
      if (time > 0) waits.push(Math.round(time));
    },
    random: () => 0.5,
    ...options,
  });
  return { client, waits };
}

export function documentOf(answer: Answer): Document {
  if (answer.kind !== "document") throw new Error(`no document: ${JSON.stringify(answer)}`);
  return answer;
}
