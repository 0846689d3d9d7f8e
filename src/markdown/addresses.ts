/** Which addresses may stand in a story, and in which spelling. */

/** `http`, `https`, `mailto`: what a link may lead to. */
const LINKABLE = new Set(["http:", "https:", "mailto:"]);

/** Resolved against the page's address; undefined where it is none of ours or can't be resolved. */
export function linkAddress(href: string, base: string | undefined): string | undefined {
  const url = resolve(href, base);
  return url && LINKABLE.has(url.protocol) ? spell(url) : undefined;
}

export function imageAddress(src: string, base: string | undefined): string | undefined {
  const url = resolve(src, base);
  return url && url.protocol !== "mailto:" && LINKABLE.has(url.protocol) ? spell(url) : undefined;
}

export function resolve(href: string, base: string | undefined): URL | undefined {
  const given = href.trim();
  if (given === "") return undefined;
  try {
    return new URL(given, base);
  } catch {
    return undefined;
  }
}

/** Characters that would end or change a Markdown destination are percent-encoded, so that none needs an escape. */
function spell(url: URL): string {
  const href = url.href.replace(/[\s<>\\|`"\p{Cc}]/gu, (char) => encodeURIComponent(char));
  const settled = /&#?[A-Za-z0-9]+;/.test(href) ? href.replaceAll(";", "%3B") : href;
  return isBalanced(settled) ? settled : settled.replaceAll("(", "%28").replaceAll(")", "%29");
}

function isBalanced(href: string): boolean {
  let depth = 0;
  for (const char of href) {
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** What relative addresses of a page are relative to: its `<base href>` if any, else its own address. */
export function addressOfBase(declared: string | undefined, page: string | undefined): string | undefined {
  const url = declared ? resolve(declared, page) : undefined;
  return boundedBase(url && /^https?:$/.test(url.protocol) ? url.href : page);
}

/** Characters of a base: each of a page's thousands of links would have them. */
const LONGEST_BASE = 1000;

/** Of one that is longer its folder, which is what most links take of it; `undefined` where that is no shorter. */
export function boundedBase(base: string | undefined): string | undefined {
  if (base === undefined || base.length <= LONGEST_BASE) return base;
  const folder = URL.canParse(base) ? new URL(".", base).href : base;
  return folder.length <= LONGEST_BASE ? folder : undefined;
}
