// What a page changed from one of its versions to the next: the words before, the words after, each a link
// to where exactly they stand. What the later version lacks was there when the earlier one was captured.

import { sayDay } from '../lib/dates';
import { diffWords, type Piece } from '../lib/diff';
import { plural } from '../lib/say';
import { toDocument } from '../lib/places';
import { sideOf } from '../lib/versions';
import type { Evidence, PageChange, Revision } from '../lib/types';
import { DiffText, wordsHref } from './basics';

const kinds = { changed: 'changed', added: 'added', dropped: 'not there any more' };

function Side({ words, pieces }: { words: Evidence[]; pieces: Piece[] }) {
  const text = <q class="words"><DiffText pieces={pieces} /></q>;
  const first = words[0];
  return first?.span ? <a href={wordsHref(first.document, first.span, first.text)}>{text}</a> : text;
}

const textOf = (words: Evidence[]) => words.map(({ text }) => text).join(' ');

function Change({ change }: { change: PageChange }) {
  const [before, after] = [textOf(change.before), textOf(change.after)];
  // Of a sentence that is only there once every word would be marked: its kind says so already.
  const pieces = change.kind === 'changed' ? diffWords(before, after) : [{ kind: 'same' as const, text: before || after }];
  return (
    <li>
      <span class={`tag ${change.kind}`}>{kinds[change.kind] ?? change.kind}</span>
      {before && <p class="wording"><small class="when">before</small> <Side words={change.before} pieces={sideOf(pieces, 'gone')} /></p>}
      {after && <p class="wording"><small class="when">after</small> <Side words={change.after} pieces={sideOf(pieces, 'new')} /></p>}
    </li>
  );
}

/** Between which versions, and what changed; what only moved is no change. */
export function RevisionNote({ revision }: { revision: Revision }) {
  const { from, to, date, changes } = revision;
  return (
    <section class="revision" aria-label="What the page changed">
      <p class="note">
        From the <a href={toDocument(from)}>earlier version</a> to the <a href={toDocument(to)}>later one</a>
        {date && `, by ${sayDay(date)}`}: {changes.length ? plural(changes.length, 'sentence') : 'no sentence changed'}
      </p>
      <ul class="plain page-changes">
        {changes.map((change, index) => <Change key={index} change={change} />)}
      </ul>
    </section>
  );
}
