/** The gate alone, with trees that the steps before it should never have let through. */
import { expect, test } from "vitest";
import { element, text } from "../../src/markdown/hast-nodes.ts";
import { sanitizeTree } from "../../src/markdown/sanitize-tree.ts";

test("elements and attributes outside the list don't pass, their text does", () => {
  const bold = element("strong", { onclick: "x()", style: "color:red" }, [text("b")]);
  const root = sanitizeTree({
    type: "root",
    children: [
      element("p", {}, [element("blink", {}, [text("a")]), bold]),
      element("script", {}, [text("alert(1)")]),
      element("style", {}, [text("p { color: red }")]),
    ],
  });
  expect(root.children).toEqual([element("p", {}, [text("a"), element("strong", {}, [text("b")])])]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])(
  "%s passes neither as link nor as picture",
  (address) => {
    const root = sanitizeTree({
      type: "root",
      children: [element("a", { href: address }, [text("a")]), element("img", { src: address, alt: "" })],
    });
    expect(root.children).toEqual([element("a", {}, [text("a")]), element("img", { alt: "" })]);
  },
);

test.each(["http://a.example/", "https://a.example/", "mailto:ada@a.example"])(
  "a link to %s passes",
  (href) => {
    const root = sanitizeTree({ type: "root", children: [element("a", { href }, [text("a")])] });
    expect(root.children).toEqual([element("a", { href }, [text("a")])]);
  },
);

test.each(["http://a.example/a.png", "https://a.example/a.png"])("a picture at %s passes", (src) => {
  const root = sanitizeTree({ type: "root", children: [element("img", { src, alt: "" })] });
  expect(root.children).toEqual([element("img", { src, alt: "" })]);
});

test.each([
  ["ol", "start", "3", "3x"],
  ["ol", "start", "3", "-3"],
  ["code", "data-lang", "c++", "c++ x"],
  ["code", "data-lang", "c++", "\nc++"],
])("of %s, a %s is %j and never %j", (tag, name, good, bad) => {
  const children = [element(tag, { [name]: good }), element(tag, { [name]: bad })];
  expect(sanitizeTree({ type: "root", children }).children).toEqual([
    element(tag, { [name]: good }),
    element(tag, {}),
  ]);
});
