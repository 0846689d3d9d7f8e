const MAX_ATTRIBUTES = 500;

/** Thousands of attributes take thousands of characters: shorter tags are not looked into. */
const LONG_TAG = /<[a-z][^<>]{8000,}>/gi;

/** HTML in which a tag with thousands of attributes keeps none: parsers and sanitizers compare each with all before it. */
export const withoutCrowdedTags = (html: string): string =>
  html.replace(LONG_TAG, (tag) => {
    const names = tag.match(/[\s"'/][^\s=>"'/]+(?=[\s=/>])/g)?.length ?? 0;
    return names > MAX_ATTRIBUTES ? `${/^<[a-z][\w-]*/i.exec(tag)?.[0] ?? "<span"}>` : tag;
  });
