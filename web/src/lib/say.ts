// The words of the page for the words of the API; docs/definitions.md says what they mean.

import { sayDay } from './dates';
import type { DocumentRow, Edge, Origin, Trace } from './types';

export const plural = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

export const footnote = [
  'Separate means that no link was found in this pile; it is not corroboration.',
  'Reading confidence is not likelihood of truth.',
];

const kinds: Record<string, string> = {
  named_person: 'named person',
  named_organisation: 'named organisation',
  state: 'state body',
  unnamed: 'unnamed',
  collective: 'collective',
  document: 'document',
  author: 'author',
  unspecified: 'not specified',
};
export const sayKind = (kind: string) => kinds[kind] ?? kind.replace(/_/g, ' ');

const accesses: Record<string, string> = {
  witnessed: 'witnessed it',
  document: 'from a document',
  footage: 'from footage',
  told: 'was told',
  not_stated: 'how it knows is not said',
};
export const sayAccess = (access: string) => accesses[access] ?? access;

const hops: Record<Edge['kind'], string> = {
  says: 'says it to',
  relays: 'is relayed by',
  republishes: 'is republished by',
  copies: 'is copied by',
  cites: 'is cited by',
};
export const sayHop = (kind: Edge['kind']) => hops[kind] ?? kind;

const voices: Record<string, string> = {
  attributed: 'attributed',
  carried: 'carried: the text goes on with a speaker',
  own_voice: 'the newsroom’s own voice',
  no_source_given: 'no source given',
  unspecified: 'source not specified',
};
export const sayVoice = (voice: string) => voices[voice] ?? voice;

export const sayRange = ({ count, min, max }: { count: number; min: number; max: number }) =>
  min === max ? String(count) : `${count} (${min}–${max})`;

const fileName = (path: string | null | undefined) => path?.split('/').pop() || null;

/** A title for a page, or what stands in its place. */
export const titleOf = (row: DocumentRow | undefined, id = '') => row?.title || fileName(row?.path) || row?.url || id || 'untitled';

export const publisherOf = (row: DocumentRow | undefined) => row?.publisher || 'unknown publisher';

/** "The Mill Daily, 5 May 2015". */
export const sayDocument = (row: DocumentRow | undefined) => `${publisherOf(row)}, ${sayDay(row?.published)}`;

export const originsSaid = (origins: Pick<Origin, 'kind' | 'denies'>[]) => {
  const asserting = origins.filter((origin) => !origin.denies);
  const unnamed = asserting.filter((origin) => origin.kind === 'unnamed').length;
  return { named: asserting.length - unnamed, unnamed };
};

export const documentsById = (trace: Pick<Trace, 'documents'>) =>
  new Map((trace.documents ?? []).map((row) => [row.id, row]));

/** Publishers among some documents; those without one are not an outlet. */
export const outletsOf = (rows: (DocumentRow | undefined)[]) =>
  [...new Set(rows.map((row) => row?.publisher).filter((name): name is string => Boolean(name)))].sort();
