/** Tokens of a story's body → HTML. Each rule writes tags of its own and escaped values; what has no rule writes nothing. */
import { escapeHtml } from "../../text/escape-html.ts";
import { hasRightToLeft } from "../../text/text-direction.ts";
import { parseMarkdown, type Token } from "./markdown-parser.ts";
import { FOOTNOTE_RULES } from "./render-footnotes.ts";
import type { Place, RenderOptions, Rule } from "./render-place.ts";

export function renderBody(markdown: string, options: RenderOptions): string {
  const dir = hasRightToLeft(markdown) ? ' dir="auto"' : "";
  return renderTokens(parseMarkdown(markdown), { options, dir, links: [], skip: false });
}

function renderTokens(tokens: Token[], place: Place): string {
  let html = "";
  for (const [at, token] of tokens.entries()) {
    if (token.type === "thead_open") place.skip = isEmptyHead(tokens, at);
    if (!place.skip) html += token.type === "inline" ? renderInline(token, place) : render(token, place);
    if (token.type === "thead_close") place.skip = false;
  }
  return html;
}

/** The words of a task name its box. */
function renderInline(token: Token, place: Place): string {
  const html = renderTokens(token.children ?? [], place);
  const task: unknown = token.meta;
  if (typeof task !== "object" || task === null || !("checked" in task)) return html;
  return `<label><input type="checkbox" disabled${task.checked === true ? " checked" : ""}> ${html}</label>`;
}

function render(token: Token, place: Place): string {
  const rule = RULES.get(token.type);
  return rule ? rule(token, place) : "";
}

function isEmptyHead(tokens: Token[], at: number): boolean {
  for (let next = at; tokens[next] && tokens[next]?.type !== "thead_close"; next += 1) {
    if (tokens[next]?.type === "inline" && tokens[next]?.content !== "") return false;
  }
  return true;
}

const always =
  (html: string): Rule =>
  () =>
    html;

const withDir =
  (tag: string): Rule =>
  (_, { dir }) =>
    `<${tag}${dir}>`;

/** In a tight list paragraphs have no tags; a figure keeps its own. */
const unlessHidden =
  (rule: Rule): Rule =>
  (token, place) =>
    token.hidden ? "" : rule(token, place);

const cell =
  (tag: "th" | "td"): Rule =>
  (token) => {
    const align = /^text-align:(left|center|right)$/.exec(token.attrGet("style") ?? "")?.[1];
    return `<${tag}${align ? ` align="${align}"` : ""}>`;
  };

const level = (token: Token, { options }: Place): number =>
  Math.min(Math.max(Number(token.tag.slice(1)) + options.headingOffset, 1), 6);

const RULES = new Map<string, Rule>([
  ["paragraph_open", unlessHidden(withDir("p"))],
  ["paragraph_close", (token) => (token.hidden ? "" : "</p>\n")],
  ["heading_open", (token, place) => `<h${level(token, place)}${place.dir}>`],
  ["heading_close", (token, place) => `</h${level(token, place)}>\n`],
  ["blockquote_open", always("<blockquote>")],
  ["blockquote_close", always("</blockquote>\n")],
  ["bullet_list_open", always("<ul>\n")],
  ["bullet_list_close", always("</ul>\n")],
  ["ordered_list_open", orderedList],
  ["ordered_list_close", always("</ol>\n")],
  ["list_item_open", (token) => (token.attrGet("class") === "task" ? '<li class="task">' : "<li>")],
  ["list_item_close", always("</li>\n")],
  ["hr", always("<hr>\n")],
  ["fence", fence],
  ["code_block", fence],
  ["table_open", always('<div class="table" tabindex="0"><table>\n')],
  ["table_close", always("</table></div>\n")],
  ["thead_open", always("<thead>")],
  ["thead_close", always("</thead>\n")],
  ["tbody_open", always("<tbody>\n")],
  ["tbody_close", always("</tbody>")],
  ["tr_open", always("<tr>")],
  ["tr_close", always("</tr>\n")],
  ["th_open", cell("th")],
  ["th_close", always("</th>")],
  ["td_open", cell("td")],
  ["td_close", always("</td>")],
  ["figure_open", always("<figure>")],
  ["figure_close", always("</figure>\n")],
  ["figcaption_open", withDir("figcaption")],
  ["figcaption_close", always("</figcaption>")],
  ["text", (token) => escapeHtml(token.content)],
  ["text_special", (token) => escapeHtml(token.content)],
  ["softbreak", always("\n")],
  ["hardbreak", always("<br>\n")],
  ["strong_open", always("<strong>")],
  ["strong_close", always("</strong>")],
  ["em_open", always("<em>")],
  ["em_close", always("</em>")],
  ["s_open", always("<del>")],
  ["s_close", always("</del>")],
  ["code_inline", codeInline],
  ["link_open", linkOpen],
  ["link_close", linkClose],
  ["image", image],
  ...FOOTNOTE_RULES,
]);

/** Numbers stand in the room before the items: long ones need more of it. */
function orderedList(token: Token): string {
  const start = token.attrGet("start");
  if (start === null) return "<ol>\n";
  const room = Number(start) > 99 ? ' class="wide"' : "";
  return `<ol start="${Number(start)}"${room}>\n`;
}

/** Code runs from left to right in every language; it can be scrolled with the keyboard. */
function fence(token: Token): string {
  const language = /^[\w+#.-]{1,30}/.exec(token.info.trim())?.[0];
  return `<pre dir="ltr" tabindex="0"><code${language ? ` class="language-${language}"` : ""}>${escapeHtml(token.content)}</code></pre>\n`;
}

/** Among words that run from right to left, `a()` would read `()a`. */
function codeInline({ content }: Token, { dir }: Place): string {
  return `<code${dir && ' dir="ltr"'}>${escapeHtml(content)}</code>`;
}

function linkOpen(token: Token, place: Place): string {
  const href = place.links.includes(true) ? undefined : resolve(token.attrGet("href") ?? "", place);
  place.links.push(href !== undefined);
  return href === undefined ? "" : `<a href="${escapeHtml(href)}" rel="noopener noreferrer">`;
}

function linkClose(_: Token, place: Place): string {
  return place.links.pop() ? "</a>" : "";
}

/** Absolute; as it was written where it is that already. */
function resolve(address: string, { options: { base } }: Place): string | undefined {
  if (/^(?:https?|mailto):/i.test(address)) return address;
  return base !== undefined && URL.canParse(address, base) ? new URL(address, base).href : undefined;
}

function image(token: Token, place: Place): string {
  const src = resolve(token.attrGet("src") ?? "", place);
  const alt = altOf(token.children ?? []);
  if (src === undefined || !/^https?:/i.test(src)) return escapeHtml(alt);
  if (place.options.images === "none") return pictureAsLink(src, alt, place);
  const title = token.attrGet("title");
  const size = place.options.sizes?.[src];
  const measures = size ? ` width="${Number(size.width)}" height="${Number(size.height)}"` : "";
  const hint = title ? ` title="${escapeHtml(title)}"` : "";
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${hint}${measures} loading="lazy" decoding="async" referrerpolicy="no-referrer">`;
}

/** Without words of its own a picture is named by its file. */
function pictureAsLink(src: string, alt: string, place: Place): string {
  const words = escapeHtml(alt.trim() || src.split(/[?#]/)[0]?.split("/").at(-1) || src);
  return place.links.includes(true)
    ? words
    : `<a href="${escapeHtml(src)}" rel="noopener noreferrer">${words}</a>`;
}

/** CommonMark, section 6.4: the plain text of what stands between the brackets. */
function altOf(children: Token[]): string {
  let alt = "";
  for (const token of children) {
    if (token.type === "text" || token.type === "code_inline" || token.type === "text_special")
      alt += token.content;
    else if (token.type === "image") alt += altOf(token.children ?? []);
    else if (token.type === "softbreak" || token.type === "hardbreak") alt += " ";
  }
  return alt;
}
