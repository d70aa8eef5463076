// Spans are counted in Unicode code points, as the API gives them; a JavaScript string is indexed in
// UTF-16 units, where everything beyond the first plane takes two. Every slice of a document's text goes
// through here.

export type Span = readonly [begin: number, end: number];

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** The UTF-16 offset of every code point, and of the end; null where each is one unit. */
function unitOffsets(text: string): Uint32Array | null {
  const offsets: number[] = [];
  for (let unit = 0; unit < text.length; ++unit) {
    offsets.push(unit);
    if (isHigh(text.charCodeAt(unit)) && isLow(text.charCodeAt(unit + 1))) ++unit;
  }
  if (offsets.length === text.length) return null;
  offsets.push(text.length);
  return Uint32Array.from(offsets);
}

export class Points {
  private readonly offsets: Uint32Array | null;
  /** Code points in the text. */
  readonly length: number;

  constructor(readonly text: string) {
    this.offsets = unitOffsets(text);
    this.length = this.offsets ? this.offsets.length - 1 : text.length;
  }

  /** Whether a span lies within the text and is not empty. */
  has([begin, end]: Span): boolean {
    return Number.isInteger(begin) && Number.isInteger(end) && 0 <= begin && begin < end && end <= this.length;
  }

  /** The UTF-16 offset of a code point; out of bounds: the nearest end. */
  unit(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length);
    return this.offsets ? this.offsets[inside]! : inside;
  }

  slice([begin, end]: Span): string {
    return this.text.slice(this.unit(begin), this.unit(end));
  }
}

/** A short mark of some words (FNV-1a of their UTF-16 units, eight hex digits): a link carries it, so that
 *  a reader can tell whether its offsets still hold the words it was made for. */
export function markOf(words: string): string {
  let hash = 0x811c9dc5;
  for (let unit = 0; unit < words.length; ++unit) {
    hash = Math.imul(hash ^ words.charCodeAt(unit), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

export type Landing = { ok: true; words: string } | { ok: false; why: string };

/** What a deep link points at: exactly these words, or why it cannot be said. It never looks elsewhere. */
export function land(points: Points, span: Span, mark: string | null): Landing {
  if (!points.has(span)) {
    return { ok: false, why: `The link points at characters ${span[0]} to ${span[1]}, and the text has ${points.length}.` };
  }
  const words = points.slice(span);
  if (mark !== null && mark !== markOf(words)) {
    return { ok: false, why: 'The words that the link was made for do not stand there any more; the document has been read anew since.' };
  }
  return { ok: true, words };
}
