// The sides of a contradiction: which of its claims say one thing and which the other. Neither wins.

import type { Annotated, Claim } from './types';
import { Points } from './points';

export type Side = { title: string; claims: SideClaim[] };

/** `before`, `after`: what else its sentence says; a claim may be a word or two of it. */
export type SideClaim = { id: string; document: string; claim: Claim; before: string; words: string; after: string; source: string | null };

const sayValue = (low: number | null, high: number | null, unit: string | null) =>
  `${low === high ? low : `${low ?? 'up to'}${low !== null && high !== null ? '–' : ' '}${high ?? 'or more'}`} ${unit ?? ''}`.trim();

function valueOf(kind: string, document: Annotated, claim: Claim): string {
  if (kind === 'quantity') return claim.quantity.map((index) => document.quantities[index]).map((one) => (one ? sayValue(one.low, one.high, one.unit) : '')).join(', ');
  if (kind === 'place') return claim.place.map((mention) => document.places.find((place) => place.mention === mention)?.name ?? '').join(', ');
  if (kind === 'time') return claim.time.map((index) => document.times[index]?.value ?? '').join(', ');
  return '';
}

function titleFor(kind: string, document: Annotated, claim: Claim): string {
  const attribution = document.attributions.find(({ id }) => id === claim.attribution);
  if (kind === 'denial') return claim.polarity === 'negative' || attribution?.modality === 'deny' ? 'Denied' : 'Said';
  if (kind === 'actor') return attribution?.source_name ?? 'No source given';
  return valueOf(kind, document, claim) || 'Said';
}

function inSentence(document: Annotated, { span: [begin, end] }: Claim): Pick<SideClaim, 'before' | 'words' | 'after'> {
  const points = new Points(document.text);
  const [first, last] = document.sentences.find(([from, to]) => from <= begin && end <= to) ?? [begin, end];
  return { before: points.slice([first, begin]), words: points.slice([begin, end]), after: points.slice([end, last]) };
}

/** Sides in the order in which they first come; claims whose document is not at hand are left out. */
export function sidesOf(kind: string, claims: string[], documents: Map<string, Annotated>): Side[] {
  const sides = new Map<string, Side>();
  for (const id of claims) {
    const [documentId, claimId] = id.split('#') as [string, string];
    const document = documents.get(documentId);
    const claim = document?.claims.find((one) => one.id === claimId);
    if (!document || !claim) continue;
    const title = titleFor(kind, document, claim);
    const side = sides.get(title) ?? { title, claims: [] };
    const source = document.attributions.find((one) => one.id === claim.attribution)?.source_name ?? null;
    side.claims.push({ id, document: documentId, claim, ...inSentence(document, claim), source });
    sides.set(title, side);
  }
  return [...sides.values()].sort((a, b) => Number(a.title === 'Denied') - Number(b.title === 'Denied'));
}
