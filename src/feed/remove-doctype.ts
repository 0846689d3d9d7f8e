/** Takes the document type declaration out of an XML text. Nothing outside is ever asked for, nothing expands twice. */

export interface WithoutDoctype {
  text: string;
  /** Plain text by entity name: what the declaration defines without reference to anything else. */
  entities: Map<string, string>;
}

const MOST_ENTITIES = 200;
const LONGEST_ENTITY = 500;

export function removeDoctype(text: string): WithoutDoctype {
  // It stands before the root element; one in a body is what somebody writes about.
  const root = text.search(/<[a-z_]/i);
  const start = text.slice(0, root < 0 ? text.length : root).search(/<!DOCTYPE/i);
  if (start < 0) return { text, entities: new Map() };
  const end = endOfDoctype(text, start);
  return { text: text.slice(0, start) + text.slice(end), entities: readEntities(text.slice(start, end)) };
}

function endOfDoctype(text: string, start: number): number {
  const bracket = text.indexOf("[", start);
  const close = text.indexOf(">", start);
  if (bracket < 0 || (close >= 0 && close < bracket)) return close < 0 ? text.length : close + 1;
  const end = /\]\s*>/g;
  end.lastIndex = bracket;
  return end.exec(text) ? end.lastIndex : text.length;
}

function readEntities(doctype: string): Map<string, string> {
  const entities = new Map<string, string>();
  for (const [, name, double, single] of doctype.matchAll(
    /<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g,
  )) {
    const value = double ?? single ?? "";
    // An entity made of others is how a small document becomes a huge one: it stays unexpanded.
    const isPlain = value.length <= LONGEST_ENTITY && !/&(?!#|amp;|lt;|gt;|quot;|apos;)|%/.test(value);
    if (name && isPlain && entities.size < MOST_ENTITIES) entities.set(name, value);
  }
  return entities;
}
