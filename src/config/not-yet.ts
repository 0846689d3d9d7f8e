/** Settings of the schema that are refused until the product honours them. */

export interface NotYet {
  /** Path of the key, without the numbers of lists. */
  key: string;
  /** @param value the scalar in the file; `undefined` for a list or a map */
  refuses(value: unknown): boolean;
  what: string;
  cure: string;
}

const review: Omit<NotYet, "key"> = {
  refuses: (value) => value === true,
  what: "Review before publishing is not supported yet.",
  cure: "Take the line out: new stories are published at once, and can be hidden.",
};

export const NOT_YET: readonly NotYet[] = [
  { key: "defaults.review", ...review },
  { key: "feeds[].review", ...review },
  {
    key: "site.hub",
    refuses: () => true,
    what: "A WebSub hub is not supported yet.",
    cure: "Take the line out: readers then poll the feed.",
  },
  {
    key: "site.search",
    refuses: (value) => value === true,
    what: "Search is not supported yet.",
    cure: "Take the line out, and search comes with the version that has it; search: false keeps it off.",
  },
];

/** @param key with or without the numbers of lists: "feeds[2].review" */
export function findNotYet(key: string, value: unknown): NotYet | undefined {
  const pattern = key.replace(/\[\d+\]/g, "[]");
  return NOT_YET.find((row) => row.key === pattern && row.refuses(value));
}
