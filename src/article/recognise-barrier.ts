/** Pages that answer in an article's place: a paywall, a login, a robot check, an error, a page that is all script. */

export interface Barrier {
  /** In words for a note. */
  name: string;
  /** Nothing of the article is behind it: not even its first lines are shown. */
  hopeless: boolean;
}

interface BarrierSigns {
  /** The page's; "" where it is the story's own: an article may well be called "404". */
  title: string;
  /** The extracted text; the page's own where that is next to nothing. */
  shown: string;
  /** How many words were extracted. */
  words: number;
  /** False where the page says that its text must be paid for. */
  free: boolean;
}

const ERROR = "error page";
const ROBOT = "robot check";
const PAYWALL = "paywall or login page";

/** A real article may well speak of cookies or JavaScript: only a short text is a barrier by what it says. */
const SHORT = 200;
/** A page whose title says so is one, up to this length. */
const SHORT_BY_TITLE = 120;

const TITLES: [RegExp, string][] = [
  [
    /^\W*(?:error\s*)?(?:4\d\d|5\d\d)(?:[\s-]*(?:(?:error|fehler|not found|forbidden|gone)\b|page(?: not found|$)|[–—|:]|$)|\s*-\s)/i,
    ERROR,
  ],
  [
    /^(?:the )?page (?:was |is )?(?:not found|unavailable|gone)|^(?:page |seite )?nicht gefunden|^page introuvable/i,
    ERROR,
  ],
  [
    /^página no encontrada|^страница не найдена|^(?:access denied|forbidden|service unavailable|bad gateway|not found)\W*$/i,
    ERROR,
  ],
  [
    /^just a moment\W*$|^attention required|^(?:are you|verify you are) (?:a )?(?:robot|human)|^(?:security|bot) (?:check|verification)\W*$/i,
    ROBOT,
  ],
  [/^(?:please )?(?:log ?in|sign ?in|anmelden|anmeldung|connexion|iniciar sesión|вход)(?!\p{L})/iu, PAYWALL],
];

const WORDS: [RegExp, string][] = [
  [
    /verify (?:that )?you are (?:a )?human|complete the captcha|checking your browser|unusual (?:traffic|activity) (?:coming )?from (?:your|this)|you(?:.re| are) not a robot|\bray id:/i,
    ROBOT,
  ],
  [
    /(?:enable|activate|requires?|turn on) javascript|javascript (?:is )?(?:disabled|required|aktivieren)|activer javascript|habilit\w+ javascript|включите javascript/i,
    "page that needs JavaScript",
  ],
  [
    /subscribe (?:now )?to (?:continue|read|unlock)|subscribers? only|already a subscriber|to continue reading|log ?in to (?:continue|read)|sign ?in to (?:continue|read)|create (?:a|your) free account|free articles? (?:left|remaining)|this (?:article|content) is for (?:paying )?(?:subscribers|members)/i,
    PAYWALL,
  ],
  [
    /weiterlesen mit|nur für abonnenten|jetzt abonnieren|bereits abonnent|anmelden,? um|réservé aux abonnés|déjà abonné|abonnez-vous pour|solo para suscriptores|suscríbete para|riservato agli abbonati|только для подписчиков|оформите подписку|会員限定|有料会員|登录后(?:查看|阅读)/i,
    PAYWALL,
  ],
  [
    /(?:we|our partners) use cookies|accept (?:all )?cookies|cookies akzeptieren|accepter les cookies|aceptar (?:las )?cookies|before you continue/i,
    "cookie notice",
  ],
];

/** Whether a page asks its readers to pay or to log in. */
export const asksToPay = (shown: string): boolean =>
  WORDS.some(([pattern, name]) => name === PAYWALL && pattern.test(shown));

/** What stands in the article's place; undefined where nothing says so. */
export function recogniseBarrier({ title, shown, words, free }: BarrierSigns): Barrier | undefined {
  const named = words < SHORT_BY_TITLE ? TITLES.find(([pattern]) => pattern.test(title)) : undefined;
  const line = shown.replace(/\s+/g, " ");
  const said = words < SHORT ? WORDS.find(([pattern]) => pattern.test(line)) : undefined;
  const name = named?.[1] ?? said?.[1] ?? (!free && words < SHORT ? PAYWALL : undefined);
  return name ? { name, hopeless: name === ERROR || name === ROBOT } : undefined;
}
