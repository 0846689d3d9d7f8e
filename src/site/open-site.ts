/** Everything that rendering needs, opened: the same in the main thread and in each worker. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Person, Settings, SiteSettings } from "../config/settings.ts";
import { given } from "../given.ts";
import { type Catalogue, countSlots, type Slot, slotAt, slotsOf } from "../page/catalogue/catalogue.ts";
import { type MonthFiles, openCatalogue } from "../page/catalogue/catalogue-files.ts";
import type { KeptFronts } from "../page/catalogue/kept-fronts.ts";
import { ALL } from "../page/catalogue/lists.ts";
import type { Manifest } from "../page/catalogue/manifest.ts";
import { type Page, pathOf } from "../page/plan/lay-out.ts";
import { createCalendar } from "../page/view/date-view.ts";
import { docView } from "../page/view/doc-view.ts";
import { createKeptViews } from "../page/view/kept-views.ts";
import type { DocView, SiteView } from "../page/view/view.ts";
import { createSlugOf, type ViewContext } from "../page/view/view-context.ts";
import { wordsFor } from "../page/view/words.ts";
import { digestFolders, templateFolders, VERSION } from "../process/engine.js";
import { parseStory } from "../story/file/story-file.ts";
import { toSegment } from "../story/slug.ts";
import type { FeedFacts } from "../story/state/feed-state.ts";
import { listSources } from "../story/state/sources.ts";
import { languageTag } from "../text/language-tag.ts";
import { type Direction, directionOf, directionOfText } from "../text/text-direction.ts";
import { createPieces, type Pieces } from "./pieces.ts";
import { openTemplates, type Templates } from "./templates.ts";

export interface OpenSite {
  view: ViewContext;
  templates: Templates;
  /** Documents of some pages by path, each made when it is asked for. */
  docsOf(pages: Page[]): (path: string) => DocView;
  /** What templates of this site carry as marks. */
  pieces: Pieces;
  /** After each slice of pages: what the next will not need goes. */
  tidy(): void;
  /** Forgets what was read of stories: their files may have changed. */
  forget(): void;
}

export interface SiteInput {
  root: string;
  settings: Settings;
  states: FeedFacts[];
  /** Templates may change while the site is open. */
  rereadTemplates?: boolean;
}

export function openSite(
  { root, settings, states, rereadTemplates: reread = false }: SiteInput,
  manifest: Manifest,
  files: MonthFiles,
): OpenSite {
  const catalogue = openCatalogue(files, manifest.months, manifest.lists);
  const sources = listSources(settings, states);
  const words = wordsFor(settings.site.language);
  const folders = templateFolders(root);
  const site = siteView(settings, folders);
  const slots = countSlots(catalogue, ALL);
  const view: ViewContext = {
    site,
    settings: settings.site,
    people: peopleOf(settings),
    words,
    calendar: createCalendar(settings.site.language, settings.site.timezone),
    sources,
    slugOf: createSlugOf(sources),
    speechOf: createSpeechOf(),
    catalogue,
    pinned: pinnedSlots(catalogue, manifest.pinned),
    newest: slotsOf(catalogue, ALL, slots - 1, slots)[0]?.record.shared ?? "1970-01-01T00:00:00Z",
    views: createKeptViews(),
    readStory: storyReader(root),
    keptItems: undefined,
  };
  const pieces = createPieces();
  return {
    view,
    pieces,
    templates: openTemplates({ site, words, folders, reread }),
    docsOf(pages) {
      const byPath = new Map(pages.map((page) => [pathOf(page), page]));
      return (path) => {
        const page = byPath.get(path);
        if (!page) throw new Error(`no page ${path}`);
        return docView(view, page);
      };
    },
    tidy() {
      view.views.tidy(slots);
      pieces.forget();
    },
    forget: view.views.forget,
  };
}

/** @param fronts front matter that this build has read already */
export function storyReader(root: string, fronts?: KeptFronts): ViewContext["readStory"] {
  return (path) => {
    const text = readFileSync(join(root, path), "utf8");
    const kept = fronts?.find(path, text);
    if (kept) return kept;
    const parsed = parseStory(path, text);
    return parsed.ok ? parsed.story : undefined;
  };
}

/** Languages are few, and asked for with each story. */
function createSpeechOf(): ViewContext["speechOf"] {
  const known = new Map<string, { language?: string; dir?: Direction }>();
  return (language = "", text) => {
    const speech = known.get(language) ?? readLanguage(language);
    known.set(language, speech);
    return { ...speech, dir: speech.dir ?? directionOfText(text) };
  };
}

/** Of what names no language that is known, nothing. */
function readLanguage(said: string): { language?: string; dir?: Direction } {
  const language = languageTag(said);
  const dir = language && directionOf(language);
  return dir ? { language, dir } : {};
}

function pinnedSlots(catalogue: Catalogue, pinned: ReadonlyMap<string, string>): Slot[] {
  const slots = [...pinned].flatMap(([path, month]) => {
    const records = catalogue.month(month).records();
    const position = records.findIndex((record) => record.path === path);
    return position < 0 ? [] : slotAt(catalogue, month, position);
  });
  return slots.sort((a, b) => a.place - b.place);
}

/** By the segments of their pages, as their stories are: whoever writes "ada" means Ada. The author is one of them. */
function peopleOf({ site, people }: Settings): ViewContext["people"] {
  const author: [string, Person][] = site.author ? [[site.author.name, site.author]] : [];
  return new Map(
    [...author, ...people].map(([name, { url, photo }]) => [
      toSegment(name),
      { name, ...given({ url, photo: shownPhoto(photo, site) }) },
    ]),
  );
}

/** Where a site shows no pictures, no page asks anybody else for one. */
const shownPhoto = (photo: string | undefined, { images, url }: SiteSettings): string | undefined =>
  photo && (images === "link" || new URL(photo, url).origin === new URL(url).origin) ? photo : undefined;

function siteView({ site }: Settings, templates: string[]): SiteView {
  const root = new URL(site.url).pathname;
  const author = site.author && {
    name: site.author.name,
    me: site.author.me,
    ...given({ url: site.author.url, photo: shownPhoto(site.author.photo, site) }),
  };
  return {
    title: site.title,
    ...given({ description: site.description, author, hub: site.hub }),
    url: site.url,
    root,
    language: site.language,
    dir: directionOf(site.language) ?? "ltr",
    index: site.index,
    assetVersion: digestFolders(templates.map((folder) => join(folder, "assets"))),
    generator: `shared-stories ${VERSION}`,
  };
}
