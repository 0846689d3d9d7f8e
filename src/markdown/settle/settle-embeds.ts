/** Foreign players and frames become a link with a title and, where one is known, a picture: never a frame. */
import type { Element } from "hast";
import { imageAddress, resolve } from "../addresses.ts";
import { attribute, element, find, isElement, type Node, type Parent, rewrite, text } from "../hast-nodes.ts";
import { plainSource } from "../picture-rules.ts";

interface Embed {
  url: string;
  title: string;
  image?: string;
}

interface Player {
  /** Host, path and query. */
  match: RegExp;
  title: string;
  page: (id: string) => string;
  image?: (id: string) => string;
}

/** A player's address → the page that a person would open. The first that matches counts. */
const PLAYERS: Player[] = [
  {
    match: /^(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/?(?:videoseries)?\?(?:.*&)?list=([\w-]+)/,
    title: "YouTube",
    page: (id) => `https://www.youtube.com/playlist?list=${id}`,
  },
  {
    match: /^(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/live_stream\?(?:.*&)?channel=([\w-]+)/,
    title: "YouTube",
    page: (id) => `https://www.youtube.com/channel/${id}/live`,
  },
  {
    match: /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v|shorts)\/([\w-]{6,})/,
    title: "YouTube",
    page: (id) => `https://www.youtube.com/watch?v=${id}`,
    image: (id) => `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
  },
  {
    match: /^youtu\.be\/([\w-]{6,})/,
    title: "YouTube",
    page: (id) => `https://www.youtube.com/watch?v=${id}`,
    image: (id) => `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
  },
  { match: /^player\.vimeo\.com\/video\/(\d+)/, title: "Vimeo", page: (id) => `https://vimeo.com/${id}` },
  {
    match:
      /^(?:www\.|geo\.)?dailymotion\.com\/(?:(?:embed|swf)\/(?:video\/)?|player(?:\/\w+)?\.html\?(?:.*&)?video=)(\w+)/,
    title: "Dailymotion",
    page: (id) => `https://www.dailymotion.com/video/${id}`,
    image: (id) => `https://www.dailymotion.com/thumbnail/video/${id}`,
  },
  {
    match: /^open\.spotify\.com\/embed\/([\w/-]+)/,
    title: "Spotify",
    page: (id) => `https://open.spotify.com/${id}`,
  },
  {
    match: /^embed\.podcasts\.apple\.com\/(.+)/,
    title: "Apple Podcasts",
    page: (id) => `https://podcasts.apple.com/${id}`,
  },
  {
    match: /^codepen\.io\/([\w-]+\/embed\/\w+)/,
    title: "CodePen",
    page: (id) => `https://codepen.io/${id.replace("/embed/", "/pen/")}`,
  },
  { match: /^embed\.ted\.com\/(.+)/, title: "TED", page: (id) => `https://www.ted.com/${id}` },
  {
    match: /^archive\.org\/embed\/([\w.-]+)/,
    title: "Internet Archive",
    page: (id) => `https://archive.org/details/${id}`,
  },
  {
    match: /^(?:www\.)?instagram\.com\/((?:p|reel|tv)\/[\w-]+)/,
    title: "Instagram",
    page: (id) => `https://www.instagram.com/${id}/`,
  },
  {
    match: /^(?:www\.)?tiktok\.com\/embed\/(?:v2\/)?(\d+)/,
    title: "TikTok",
    page: (id) => `https://www.tiktok.com/embed/${id}`,
  },
  { match: /^giphy\.com\/embed\/(\w+)/, title: "Giphy", page: (id) => `https://giphy.com/gifs/${id}` },
];

/** Scripts that put what they show where they stand. */
const SCRIPTS: Player[] = [
  {
    match: /^gist\.github\.com\/((?:[\w-]+\/)?[\da-f]+)\.js/,
    title: "GitHub Gist",
    page: (id) => `https://gist.github.com/${id}`,
  },
  {
    match: /^asciinema\.org\/a\/(\w+)\.js/,
    title: "asciinema",
    page: (id) => `https://asciinema.org/a/${id}`,
  },
];

const ADVERTISING =
  /doubleclick|googlesyndication|googletagmanager|amazon-adsystem|adservice|adnxs|taboola|outbrain|facebook\.com\/plugins\/(?:like|share|page)|platform\.twitter\.com\/widgets\/(?:follow|tweet_button)|disqus|recaptcha|addthis/i;

/** Hosts of frames that name the page they show. */
const WRAPPER = /^(?:w\.soundcloud\.com|www\.facebook\.com|iframe\.ly|cdn\.embedly\.com)$/;
/** Hosts of charts, sound and code whose frames a person can open as they are. */
const OPEN =
  /^(?:datawrapper\.dwcdn\.net|flo\.uri\.sh|e\.infogram\.com|bandcamp\.com|player\.twitch\.tv|codesandbox\.io|jsfiddle\.net)$/;
/** What a frame that names a page names instead where it was made by a program: a person gets an error there. */
const FOR_PROGRAMS = /^https?:\/\/api\./i;

const YOUTUBE = (id: string): string => `https://www.youtube.com/embed/${id}`;

export function settleEmbeds(root: Parent, base: string | undefined): void {
  rewrite(root, (node) => {
    if (isElement(node, "iframe", "amp-iframe", "embed")) return framed(node, base);
    if (isElement(node, "script")) return scripted(node);
    if (isElement(node, "lite-youtube", "amp-youtube", "youtube-video")) return youtubeTag(node, base);
    if (isElement(node, "video", "audio", "amp-video", "amp-audio")) return medium(node, base);
    if (isElement(node, "object")) return object(node, base);
    if (isElement(node, "div") && /^fb-(?:post|video)$/.test(attribute(node, "class")))
      return post(node, base);
    return undefined;
  });
}

function framed(frame: Element, base: string | undefined): Node[] {
  const src = ["src", "data-src", "data-lazy-src", "data-cookieblock-src"].map((name) =>
    attribute(frame, name),
  );
  if (/^[01](?:px)?$/.test(attribute(frame, "width")) || /^[01](?:px)?$/.test(attribute(frame, "height")))
    return [];
  const url = src
    .map((value) => resolve(value, base))
    .find((value) => value && /^https?:$/.test(value.protocol));
  return url ? linked(recognise(url, attribute(frame, "title"))) : [];
}

function scripted(script: Element): Node[] {
  const url = resolve(attribute(script, "src"), undefined);
  return url ? linked(playerOf(url, "", SCRIPTS)) : [];
}

export function isPlayerScript(address: string): boolean {
  const url = resolve(address, undefined);
  return url !== undefined && playerOf(url, "", SCRIPTS) !== undefined;
}

function youtubeTag(node: Element, base: string | undefined): Node[] {
  const id = attribute(node, "videoid") || attribute(node, "data-videoid");
  const url = /^[\w-]{6,}$/.test(id) ? resolve(YOUTUBE(id), base) : undefined;
  return url ? linked(recognise(url, attribute(node, "title") || attribute(node, "playlabel"))) : [];
}

function medium(node: Element, base: string | undefined): Node[] {
  const source = find(node, (child) => isElement(child, "source") && attribute(child, "src") !== "");
  const url = resolve(
    attribute(node, "src") || attribute(node, "data-src") || (source ? attribute(source, "src") : ""),
    base,
  );
  if (!url || !/^https?:$/.test(url.protocol)) return [];
  const poster = posterOf(node, base);
  const kind = node.tagName.endsWith("audio") ? "Audio" : "Video";
  const title = attribute(node, "title") || attribute(node, "aria-label") || kind;
  return linked({ url: url.href, title, ...(poster ? { image: poster } : {}) });
}

/** No stand-in: the link would have nothing to show. */
function posterOf(node: Element, base: string | undefined): string | undefined {
  const pictures = ["poster", "data-poster"].map((name) =>
    plainSource((wanted) => (wanted === "src" ? attribute(node, name) : "")),
  );
  return imageAddress(pictures.find((picture) => picture !== undefined) ?? "", base);
}

/** Flash players of old: the address is known to few; their fallback stands for the others. */
function object(node: Element, base: string | undefined): Node[] {
  const parameter = find(
    node,
    (child) => isElement(child, "param") && /^(?:movie|src)$/i.test(attribute(child, "name")),
  );
  const url = resolve(attribute(node, "data") || (parameter ? attribute(parameter, "value") : ""), base);
  const known = url && playerOf(url, "");
  if (known) return linked(known);
  return node.children.filter((child) => !isElement(child, "param"));
}

function post(node: Element, base: string | undefined): Node[] | undefined {
  const url = resolve(attribute(node, "data-href"), base);
  return url && find(node, () => true) === undefined
    ? linked({ url: url.href, title: "Facebook" })
    : undefined;
}

/** Whether a frame of this address plays or shows what a host of such things keeps, and no advertisement. */
export function isPlayer(address: string, base: string | undefined): boolean {
  const url = resolve(address, base);
  if (!url || ADVERTISING.test(url.href)) return false;
  return WRAPPER.test(url.host) || OPEN.test(url.host) || playerOf(url, "") !== undefined;
}

function recognise(url: URL, title: string): Embed | undefined {
  if (ADVERTISING.test(url.href)) return undefined;
  const inner = url.searchParams.get("url") ?? url.searchParams.get("href");
  const named = title || url.host.replace(/^(?:www|w|cdn)\./, "");
  if (inner && !FOR_PROGRAMS.test(inner) && WRAPPER.test(url.host)) return { url: inner, title: named };
  const tweet = url.host === "platform.twitter.com" ? url.searchParams.get("id") : undefined;
  if (tweet) return { url: `https://twitter.com/i/status/${tweet}`, title: title || "Twitter" };
  return playerOf(url, title) ?? { url: url.href, title: named };
}

function playerOf(url: URL, title: string, players = PLAYERS): Embed | undefined {
  const where = url.host + url.pathname + url.search;
  for (const player of players) {
    const id = player.match.exec(where)?.[1];
    if (!id) continue;
    const named = title && title !== "YouTube video player" ? title : player.title;
    return { url: player.page(id), title: named, ...(player.image ? { image: player.image(id) } : {}) };
  }
  return undefined;
}

/** A block of its own, as the frame was. */
function linked(embed: Embed | undefined): Node[] {
  if (!embed) return [];
  const title = embed.title.replace(/\s+/g, " ");
  const face = embed.image ? element("img", { src: embed.image, alt: title }) : text(title);
  return [element("div", {}, [element("a", { href: embed.url }, [face])])];
}
