/** Which addresses are asked at all, and where a redirect leads. Pure. */
import { RequestError } from "./request-error.ts";

/**
 * An address as it is sent: without a fragment, and without a login, since none from a link or a redirect may travel on.
 *
 * @throws RequestError "bad url"
 */
export function toWebAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isWeb(url))
    throw new RequestError("bad url", `${JSON.stringify(text.slice(0, 200))} is no http(s) address`);
  return bare(url);
}

/**
 * @param location the header, as Node gives it
 * @throws RequestError "bad redirect"
 */
export function toRedirectTarget(location: string, from: URL): URL {
  // Headers come as Latin-1; an address that is not ASCII was meant as UTF-8.
  const target = Buffer.from(location, "latin1").toString("utf8");
  if (!URL.canParse(target, from.href))
    throw new RequestError("bad redirect", "the server redirects to what is no address");
  const url = new URL(target, from);
  if (!isWeb(url))
    throw new RequestError(
      "bad redirect",
      `the server redirects to ${url.protocol.slice(0, 20)}, which is not the web`,
    );
  return bare(url);
}

const isWeb = ({ protocol }: URL): boolean => protocol === "http:" || protocol === "https:";

function bare(url: URL): URL {
  url.username = "";
  url.password = "";
  url.hash = "";
  return url;
}
