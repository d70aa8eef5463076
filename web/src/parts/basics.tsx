// Small parts that every view uses.

import type { ComponentChildren } from 'preact';
import type { Data } from '../lib/api';
import { sayDay, sayMoment } from '../lib/dates';
import type { Piece } from '../lib/diff';
import { toDocument } from '../lib/places';
import { markOf, type Span } from '../lib/points';
import { footnote, publisherOf, titleOf } from '../lib/say';
import type { DocumentRow } from '../lib/types';

/** Stands under every count. */
export const Footnote = () => (
  <p class="footnote">
    {footnote[0]} {footnote[1]}
  </p>
);

export const Loading = ({ what = 'Loading' }: { what?: string }) => (
  <p class="loading" role="status">
    {what}…
  </p>
);

export const ProblemNote = ({ message }: { message: string }) => (
  <p class="problem" role="alert">
    {message}
  </p>
);

/** Shows what has arrived, or that it is on its way, or why it will not come. */
export function Await<T>({ data, what, children }: { data: Data<T>; what?: string; children: (value: T) => ComponentChildren }) {
  if (data.data !== undefined) return <>{children(data.data)}</>;
  if (data.problem) return <ProblemNote message={data.problem.message} />;
  return <Loading {...(what ? { what } : {})} />;
}

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;

/** The address of exact words in the reader, with a mark of the words, so that it can tell if they moved. */
export const wordsHref = (document: string, span: Span, text: string) =>
  toDocument(document, { b: span[0], e: span[1], w: markOf(text) });

/** A page in a line: publisher, date, title. */
export function DocumentLine({ row, id, href }: { row: DocumentRow | undefined; id: string; href?: string }) {
  return (
    <span class="document-line">
      <span class="publisher">{publisherOf(row)}</span>
      <time>{sayDay(row?.published)}</time>
      <a href={href ?? toDocument(id)}>{titleOf(row, id)}</a>
    </span>
  );
}

export const Moment = ({ value }: { value: string | null | undefined }) => <time>{sayMoment(value)}</time>;

/** Words of a source, in quotation marks: foreign text, as a text node. */
export const Quoted = ({ children }: { children: string }) => <q class="words">{children}</q>;

/** Marks the words of a difference, not the white space before them. */
export function DiffText({ pieces, fold = false }: { pieces: Piece[]; fold?: boolean }) {
  return (
    <>
      {pieces.map(({ kind, text }, index) => {
        const [, blank = '', words = ''] = text.match(/^(\s*)(.*)$/su) ?? [];
        if (kind === 'gone') return <span key={index}>{blank}<del>{words}</del></span>;
        if (kind === 'new') return <span key={index}>{blank}<ins>{words}</ins></span>;
        return <span key={index}>{fold ? folded(text, index === 0, index === pieces.length - 1) : text}</span>;
      })}
    </>
  );
}

/** Of a long stretch that both have only the ends next to a difference are shown. */
function folded(text: string, first: boolean, last: boolean): string {
  const words = text.split(/(?<=\s)/);
  if (words.length < 60) return text;
  const head = first ? '' : words.slice(0, 20).join('');
  const tail = last ? '' : words.slice(-20).join('');
  return `${head}\n\n[ ${words.length - (first ? 0 : 20) - (last ? 0 : 20)} words alike ]\n\n${tail}`;
}

type ChoiceProps<T extends string> = { label: string; options: { value: T; label: string; href: string }[]; value: T };

/** One of a few ways to see something; each is an address. */
export function Choice<T extends string>({ label, options, value }: ChoiceProps<T>) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {options.map((option) => (
        <a key={option.value} href={option.href} data-stay aria-current={option.value === value ? 'true' : undefined}>
          {option.label}
        </a>
      ))}
    </div>
  );
}

type PagerProps = { total: number; limit: number; offset: number; href: (offset: number) => string };

export function Pager({ total, limit, offset, href }: PagerProps) {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <nav class="pager" aria-label="Pages of the list">
      {offset > 0 ? <a href={href(Math.max(0, offset - limit))}>Earlier rows</a> : <span />}
      <span>
        {(offset + 1).toLocaleString('en-GB')}–{last.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')}
      </span>
      {last < total ? <a href={href(offset + limit)}>More rows</a> : <span />}
    </nav>
  );
}
