/** Zones as dates name them. */

/** Minutes east of Greenwich: RFC 822, section 5.1, and names that feeds write. */
const ZONES: Record<string, number> = {
  BST: 60,
  WAT: 60,
  WEST: 60,
  CET: 60,
  MEZ: 60,
  CAT: 120,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  SAST: 120,
  EAT: 180,
  EEST: 180,
  IDT: 180,
  MSK: 180,
  TRT: 180,
  GST: 240,
  PKT: 300,
  IST: 330,
  NPT: 345,
  ICT: 420,
  WIB: 420,
  AWST: 480,
  HKT: 480,
  MYT: 480,
  PHT: 480,
  SGT: 480,
  WITA: 480,
  JST: 540,
  KST: 540,
  WIT: 540,
  ACST: 570,
  AEST: 600,
  ACDT: 630,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  BRST: -120,
  ART: -180,
  BRT: -180,
  ADT: -180,
  AST: -240,
  CLT: -240,
  COT: -300,
  PET: -300,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  // Which say nothing of summer: an hour off is better than eight.
  ET: -300,
  CT: -360,
  MT: -420,
  PT: -480,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

/** Of the zone that a text begins with: "+0100", "-05:30", "GMT+0100 (CET)", "EST"; 0 where it names none that is known. */
export function minutesEast(text: string): number {
  const offset = /^\s*(?:GMT|UTC|UT|Z)?\s*([+-])(\d{1,2})(?::?(\d\d))?(?!\d)/.exec(text);
  if (!offset) return ZONES[/^\s*\(?([A-Z]{2,4})\b/.exec(text)?.[1] ?? ""] ?? 0;
  const [, sign, hours, minutes = "0"] = offset;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
