// What the reader draws over a text: attributions with how deep they are nested, and who stands behind
// them, outermost first.

import type { Span } from './points';
import type { Mark } from './segments';
import type { Annotated, Attribution } from './types';

export type Part = 'source' | 'cue' | 'content';
export type AttributionMark = { id: string; part: Part; depth: number };

/** How many attributions stand around one; a circle of parents, which should not be, ends the walk. */
export function chainOf(id: string, all: Attribution[]): Attribution[] {
  const chain: Attribution[] = [];
  const seen = new Set<string>();
  for (let next = all.find((one) => one.id === id); next && !seen.has(next.id); next = all.find((one) => one.id === next!.parent)) {
    seen.add(next.id);
    chain.unshift(next);
  }
  return chain;
}

export function attributionMarks(all: Attribution[]): Mark<AttributionMark>[] {
  return all.flatMap((attribution) => {
    const depth = chainOf(attribution.id, all).length - 1;
    const mark = (part: Part) => (span: Span) => ({ span, of: { id: attribution.id, part, depth } });
    return [...attribution.content.map(mark('content')), ...attribution.source.map(mark('source')), ...attribution.cue.map(mark('cue'))];
  });
}

const beginOf = ({ source, cue, content }: Attribution) => Math.min(...[...source, ...cue, ...content].map(([begin]) => begin));

/** Attributions as one comes upon them: what j and k step through. */
export const inOrder = (all: Attribution[]): Attribution[] => [...all].sort((a, b) => beginOf(a) - beginOf(b));

export const isBoilerplate = (document: Annotated, [begin, end]: Span) => document.boilerplate.some(({ span }) => span[0] <= begin && end <= span[1]);
