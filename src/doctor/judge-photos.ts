/** Photos of people that feeds.yaml names as files of the site itself, where a build puts none. */
import type { Person, Settings } from "../config/settings.ts";
import { templateFolders } from "../process/engine.js";
import { ASSETS, listAssets } from "../site/assets.ts";
import type { Finding } from "./finding.ts";

/** A path that leads elsewhere on the site is noted alone: a host may serve files there that nobody knows of here. */
export function judgePhotos(root: string, { site, people }: Settings): Finding[] {
  const assets = listAssets(templateFolders(root));
  const all = new Map<string, Person>(site.author ? [["site.author", site.author]] : []);
  for (const [name, person] of people) all.set(`people.${name}`, person);
  return [...all].flatMap(([key, { photo }]) => {
    const address = photo?.replace(/[?#].*/, "");
    if (!address?.startsWith(site.url)) return [];
    const path = decode(address.slice(site.url.length));
    if (assets.has(path)) return [];
    const isAsset = path.startsWith(`${ASSETS}/`);
    return {
      kind: "config",
      where: `feeds.yaml (${key}.photo)`,
      what: `leads to ${path} on the site, where a build puts no file`,
      cure: isAsset
        ? `put the picture into your root as templates/${path}, or name one that is there`
        : `put the picture into templates/${ASSETS}/ in your root, and write ${ASSETS}/ and its name here`,
      ...(isAsset ? {} : { isNote: true as const }),
    };
  });
}

/** As the file is named: what an address escapes, and how, says nothing of it. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
