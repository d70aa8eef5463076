// Decisions about an attribution: found again by the words that an arrow quotes.

import { useData } from '../lib/api';
import { Points, type Span } from '../lib/points';
import type { Annotated, Attribution, Evidence } from '../lib/types';
import { DecideForm, NoteForm } from './decide';

const overlap = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1];

/** The innermost attribution that gives these words to somebody. */
export function attributionOf(document: Annotated, span: Span): Attribution | undefined {
  const size = ({ content }: Attribution) => content.reduce((sum, [begin, end]) => sum + end - begin, 0);
  return document.attributions
    .filter(({ content, source, cue }) => [...content, ...source, ...cue].some((piece) => overlap(piece, span)))
    .sort((a, b) => size(a) - size(b))[0];
}

export function AttributionActions({ evidence }: { evidence: Evidence[] }) {
  const first = evidence.find(({ span }) => span);
  const { data } = useData<Annotated>(first ? `/documents/${first.document}` : null);
  const attribution = data && first?.span ? attributionOf(data, first.span) : undefined;
  if (!data || !first || !attribution) return null;
  const id = `${first.document}#${attribution.id}`;
  const points = new Points(data.text);
  const source = attribution.source[0] ? points.slice(attribution.source[0]) : attribution.source_name;
  return (
    <>
      <DecideForm title="Reject the attribution" verb="reject" about={() => [id]} does={`“${source ?? 'this source'}” is not given as the source of these words any more.`} />
      <DecideForm title="Split this mention off" verb="split" about={() => [id]} does={`“${source ?? 'This source'}” in this article is another source than the rest of this origin.`} />
      <NoteForm id={id} on="the attribution" />
    </>
  );
}
