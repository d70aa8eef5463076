// The exact words behind something, in their context, with what is needed to find them again: the line of
// the original, the date, the hash.

import { useData } from '../lib/api';
import { sayMoment } from '../lib/dates';
import type { Context, DocumentRow, Evidence } from '../lib/types';
import { publisherOf, titleOf } from '../lib/say';
import { wordsHref } from './basics';

const around = 180;

/** Context that begins in the middle of a word or line is cut back to a word, and says that it was cut. */
const leading = (text: string) => {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return line.length < text.length || text.length < around ? line : `… ${line.replace(/^\S*\s/, '')}`;
};
const trailing = (text: string) => {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  return end >= 0 || text.length < around ? line : `${line.replace(/\s\S*$/, '')} …`;
};

function Passage({ context }: { context: Context }) {
  return (
    <blockquote class="passage">
      {leading(context.before)}
      <mark>{context.text}</mark>
      {trailing(context.after)}
    </blockquote>
  );
}

function Whence({ context, row }: { context: Context; row: DocumentRow | undefined }) {
  return (
    <dl class="whence">
      {context.line ? (
        <div>
          <dt>original</dt>
          <dd>line {context.line}</dd>
        </div>
      ) : null}
      <div>
        <dt>dated</dt>
        <dd>{sayMoment(row?.published)}</dd>
      </div>
      {context.sha256 && (
        <div>
          <dt>SHA-256</dt>
          <dd>
            <code title={context.sha256}>{context.sha256.slice(0, 12)}…</code>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function Words({ evidence, row }: { evidence: Evidence; row: DocumentRow | undefined }) {
  const { document, span, text } = evidence;
  const path = span && `/documents/${document}/context?begin=${span[0]}&end=${span[1]}&around=${around}`;
  const { data, problem } = useData<Context>(path);
  return (
    <figure class="evidence">
      <figcaption>
        <strong>{publisherOf(row)}</strong> {titleOf(row, document)}
      </figcaption>
      {data ? <Passage context={data} /> : <blockquote class="passage"><mark>{text}</mark></blockquote>}
      {data && data.text !== text && <p class="problem">The words at this place are other ones now: reload the page.</p>}
      {data && <Whence context={data} row={row} />}
      {problem && <p class="problem">{problem.message}</p>}
      {span ? <a class="read-on" href={wordsHref(document, span, text)}>Read it in the article</a> : <p class="note">Not in the text itself.</p>}
    </figure>
  );
}

/** Several pieces of evidence, the same words only once; the rest on demand. */
export function WordsList({ evidence, rows, first = 3 }: { evidence: Evidence[]; rows: Map<string, DocumentRow>; first?: number }) {
  const seen = new Set<string>();
  const own = evidence.filter(({ document, span, text }) => {
    const key = `${document}/${span?.join('-') ?? text}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
  const shown = own.slice(0, first).map((one, index) => <Words key={index} evidence={one} row={rows.get(one.document)} />);
  const rest = own.slice(first);
  return (
    <>
      {shown}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <LazyWords evidence={rest} rows={rows} />
        </details>
      )}
    </>
  );
}

/** In a closed <details> nothing is fetched: the words as they were quoted, each with its link. */
const LazyWords = ({ evidence, rows }: { evidence: Evidence[]; rows: Map<string, DocumentRow> }) => (
  <ul class="plain">
    {evidence.map(({ document, span, text }, index) => (
      <li key={index}>
        {span ? <a href={wordsHref(document, span, text)}><q class="words">{text}</q></a> : <q class="words">{text}</q>}{' '}
        <small>{publisherOf(rows.get(document))}</small>
      </li>
    ))}
  </ul>
);
