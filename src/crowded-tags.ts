/** Characters of a tag that is looked at. */
const LONG = 8000;
const MAX_ATTRIBUTES = 500;

/** HTML in which a tag with thousands of attributes keeps none: parsers and sanitizers compare each with all before it. */
export const withoutCrowdedTags = (html: string): string =>
  html.replace(new RegExp(`<[a-z][^<>]{${LONG},}>`, "gi"), (tag) => {
    const names = tag.match(/[\s"'/][^\s=>"'/]+(?=[\s=/>])/g)?.length ?? 0;
    return names > MAX_ATTRIBUTES ? `${/^<[a-z][\w-]*/i.exec(tag)?.[0] ?? "<span"}>` : tag;
  });
