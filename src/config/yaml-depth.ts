/** How deep the tokens of a YAML text are nested: 100,000 open brackets end the process of whoever composes them. */

/** Walks the tokens with a stack of its own, since recursion is what is guarded against. */
export function isDeeperThan(limit: number, tokens: unknown[]): boolean {
  const waiting = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > limit) return true;
    for (const token of partsOf(next.token)) waiting.push({ token, depth: next.depth + 1 });
  }
  return false;
}

function partsOf(token: unknown): unknown[] {
  if (typeof token !== "object" || token === null) return [];
  const items = "items" in token && Array.isArray(token.items) ? token.items : [];
  return ["key" in token && token.key, "value" in token && token.value, ...items].filter(
    (part) => typeof part === "object",
  );
}
