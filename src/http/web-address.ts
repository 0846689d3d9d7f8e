/** Which addresses are asked at all, and where a redirect leads. Pure. */
import { isUtf8 } from "node:buffer";
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
  const target = readLocation(location);
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

/** Headers come as Latin-1. An address that is not ASCII was meant as UTF-8; where it is none, its bytes are its host's own. */
function readLocation(location: string): string {
  const bytes = Buffer.from(location, "latin1");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return location.replace(/[\x80-\xff]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const isWeb = ({ protocol }: URL): boolean => protocol === "http:" || protocol === "https:";

function bare(url: URL): URL {
  url.username = "";
  url.password = "";
  url.hash = "";
  return url;
}
