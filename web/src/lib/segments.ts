// A text cut wherever a mark begins or ends, so that marks may overlap, nest and come in pieces and the
// page is still one flat run of text nodes.

import type { Span } from './points';

export type Mark<T> = { span: Span; of: T };
export type Segment<T> = {
  span: Span;
  /** Marks that cover it, in the order given. */
  marks: Mark<T>[];
  /** Marks that begin and end with it. */
  opens: Mark<T>[];
  closes: Mark<T>[];
};

/** Cuts `within` at every border of a mark. Marks that reach beyond are clipped; empty ones do nothing. */
export function segments<T>(within: Span, marks: Mark<T>[]): Segment<T>[] {
  const [begin, end] = within;
  const inside = marks.filter(({ span: [from, to] }) => from < to && from < end && to > begin);
  const borders = new Set([begin, end]);
  for (const { span } of inside) for (const at of span) if (at > begin && at < end) borders.add(at);
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1]!;
    const over = inside.filter(({ span }) => span[0] < to && span[1] > from);
    return {
      span: [from, to] as const,
      marks: over,
      opens: over.filter(({ span }) => span[0] === from),
      closes: over.filter(({ span }) => span[1] === to),
    };
  });
}

/** The lines of a text as spans in code points, empty ones left out. */
export function paragraphs(text: string): Span[] {
  const found: Span[] = [];
  let point = 0;
  for (const line of text.split('\n')) {
    const size = [...line].length;
    if (line.trim()) found.push([point, point + size]);
    point += size + 1;
  }
  return found;
}
