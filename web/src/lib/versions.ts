// The versions of one page: an earlier one retells nothing and is nobody's source; it is the page, as it stood.

import type { Piece } from './diff';
import type { Revision, Trace } from './types';

/** The id of the version that followed, for each that is not the last. */
export const followers = (revisions: Revision[] = []) => new Map(revisions.map(({ from, to }) => [from, to]));

/** All that the page changed of which a document is one version, oldest first. */
export function revisionsOf({ revisions = [] }: Pick<Trace, 'revisions'>, document: string): Revision[] {
  const next = followers(revisions);
  const last = (id: string): string => (next.has(id) ? last(next.get(id)!) : id);
  return revisions.filter(({ to }) => last(to) === last(document));
}

/** A difference as one of its two texts has it. */
export const sideOf = (pieces: Piece[], side: 'gone' | 'new'): Piece[] => pieces.filter(({ kind }) => kind === 'same' || kind === side);
