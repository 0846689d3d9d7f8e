/** The one door to htmlparser2: walks through markup, however broken, and says what it meets. */
import { Parser } from "htmlparser2";

export interface MarkupHandlers {
  onOpen(name: string, attributes: Record<string, string>): void;
  onClose?(name: string): void;
  onText?(text: string): void;
}

/** References (`&amp;`) come as written outside CDATA sections, and what reads them is up to the handlers. */
export interface XmlHandlers extends MarkupHandlers {
  onCdata(isOpen: boolean): void;
  /** The text has ended: what is still open was never closed. */
  onEnd(): void;
}

export function scanXml(text: string, { onOpen, onClose, onText, onCdata, onEnd }: XmlHandlers): void {
  const parser = new Parser(
    {
      onopentag: onOpen,
      onclosetag: (name) => onClose?.(name),
      ontext: (piece) => onText?.(piece),
      oncdatastart: () => onCdata(true),
      oncdataend: () => onCdata(false),
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.write(text);
  // The parser's own end closes all.
  onEnd();
  parser.end();
}

export function scanHtml(text: string, { onOpen, onClose, onText }: MarkupHandlers): void {
  new Parser({
    onopentag: onOpen,
    onclosetag: (name) => onClose?.(name),
    ontext: (piece) => onText?.(piece),
  }).end(text);
}
