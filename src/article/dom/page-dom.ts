/** The few parts of the DOM that reading a page needs: the shape stands here so that no DOM library is known elsewhere. */

export interface PageNode {
  readonly nodeType: number;
  textContent: string | null;
  readonly parentNode: PageNode | null;
  readonly previousSibling: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly childNodes: Iterable<PageNode>;
  remove(): void;
}

export interface PageElement extends PageNode {
  /** Upper case in HTML documents. */
  readonly tagName: string;
  readonly children: Iterable<PageElement>;
  readonly attributes: Iterable<{ name: string; value: string }>;
  readonly previousElementSibling: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  innerHTML: string;
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  replaceWith(...nodes: PageNode[]): void;
  contains(node: PageNode): boolean;
}

export interface PageDocument {
  readonly childNodes: Iterable<PageNode>;
  readonly documentElement: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export const isElement = (node: PageNode | null): node is PageElement => node?.nodeType === 1;
export const isText = (node: PageNode): boolean => node.nodeType === 3;

/** Attribute without surrounding white space; "" where there is none. */
export const attribute = (element: PageElement | null, name: string): string =>
  element?.getAttribute(name)?.trim() ?? "";

/** All text on one line: what is hidden too, and scripts. */
export const textOf = (node: PageNode | null): string =>
  (node?.textContent ?? "").replace(/\s+/g, " ").trim();

/** Elements below `body`, each as long as it is there: what stands in one that was replaced went with it. */
export function* stillBelow(body: PageElement, selector: string): Generator<PageElement> {
  for (const element of body.querySelectorAll(selector)) if (body.contains(element)) yield element;
}

/** The element itself, then its ancestors up to the root. */
export function* upwards(from: PageNode | null): Generator<PageElement> {
  for (let node = from; isElement(node); node = node.parentNode) yield node;
}
