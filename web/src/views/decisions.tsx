// The log of what was decided, newest first, each with its reason and a way to take it back.

import { useData, post } from '../lib/api';
import { sayMoment } from '../lib/dates';
import { toDocument, toNarrative } from '../lib/places';
import type { Decision, List } from '../lib/types';
import { Await, Empty } from '../parts/basics';
import { ReasonForm } from '../parts/decide';

function hrefOf(id: string | null): string | null {
  if (!id) return null;
  if (/^[ng]/.test(id)) return toNarrative(id);
  const [document, part] = id.split(/[#:]/) as [string, string?];
  return toDocument(document, part?.startsWith('a') ? { a: part } : {});
}

function About({ decision }: { decision: Decision }) {
  return (
    <ul class="plain about">
      {decision.about.map(({ kind, id, words }, index) => {
        const href = hrefOf(id);
        return (
          <li key={index}>
            {href ? <a href={href}><q class="words">{words}</q></a> : <q class="words">{words}</q>} <small>{kind}{id ? '' : ' · not found any more'}</small>
          </li>
        );
      })}
    </ul>
  );
}

const fate = ({ undone_by, overruled_by }: Decision) => (undone_by ? `taken back by decision ${undone_by}` : overruled_by ? `overruled by decision ${overruled_by}` : null);

function Entry({ decision }: { decision: Decision }) {
  const gone = fate(decision);
  const { number, verb, field, value, reason, by, at, undoes } = decision;
  return (
    <li class={gone ? 'card gone' : 'card'}>
      <h2>
        <span class="number">{number}</span> {verb}
        {field && <> {field}</>}
        {value !== null && value !== undefined && <> = <q class="words">{value || 'unknown'}</q></>}
        {undoes && <> decision {undoes}</>}
      </h2>
      <About decision={decision} />
      <p>{reason ?? <span class="note">no reason given</span>}</p>
      <p class="note">{by}, {sayMoment(at)}{gone ? ` · ${gone}` : ''}</p>
      {!decision.undone_by && (
        <details class="decision-form">
          <summary>Undo</summary>
          <ReasonForm does="Takes it back; the log keeps both." button={`Undo decision ${number}`} needed={false} onSend={(form) => post<Decision>(`/decisions/${number}/undo`, { ...(form.get('reason') ? { reason: form.get('reason') } : {}), ...(form.get('by') ? { by: form.get('by') } : {}) })} />
        </details>
      )}
    </li>
  );
}

export function Decisions() {
  const data = useData<List<Decision>>('/decisions');
  return (
    <>
      <h1>Decisions</h1>
      <p class="note">What the program reads is a reading; a decision overrules it, with its reason. Nothing is overwritten, and what was decided can be taken back.</p>
      <Await data={data}>
        {({ items }) => (items.length ? <ol class="plain cards">{[...items].sort((a, b) => b.number - a.number).map((one) => <Entry key={one.number} decision={one} />)}</ol> : <Empty>Nothing has been decided yet.</Empty>)}
      </Await>
    </>
  );
}
