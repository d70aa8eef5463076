// The analyst's word: a form for each decision, folded until wanted. Every count follows at once; what the
// page itself says is kept beside.

import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../lib/announce';
import { post, type Problem } from '../lib/api';
import type { Decision } from '../lib/types';

const nameKey = 'hearsay-by';

export type Decide = {
  /** What the button says, e.g. "Reject this hop". */
  title: string;
  verb: 'set' | 'link' | 'reject' | 'merge' | 'split' | 'note';
  about: (form: FormData) => string[];
  field?: (form: FormData) => string;
  value?: (form: FormData) => string;
  /** What it will do, in a sentence. */
  does: string;
  reasonNeeded?: boolean;
  children?: ComponentChildren;
};

type Sent = { state: 'idle' | 'sending' } | { state: 'failed'; message: string };

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
export const entered = (name: string) => (form: FormData) => text(form, name);

function body(decide: Decide, form: FormData): Record<string, unknown> {
  const field = decide.field?.(form);
  const value = decide.value?.(form);
  return {
    verb: decide.verb,
    about: decide.about(form),
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value }),
    reason: text(form, 'reason'),
    ...(text(form, 'by') ? { by: text(form, 'by') } : {}),
  };
}

/** Reason and name, and what has become of it. */
export function ReasonForm({ does, button, needed, onSend, children }: {
  does: string;
  button: string;
  needed: boolean;
  onSend: (form: FormData) => Promise<Decision>;
  children?: ComponentChildren;
}) {
  const [sent, setSent] = useState<Sent>({ state: 'idle' });
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    localStorage.setItem(nameKey, text(form, 'by'));
    setSent({ state: 'sending' });
    onSend(form).then(
      (decision) => {
        setSent({ state: 'idle' });
        announce(`Decision ${decision.number} is in the log; all counts have been made anew.`);
      },
      (problem: Problem) => setSent({ state: 'failed', message: problem.message }),
    );
  };
  return (
    <form class="decide" onSubmit={submit}>
      <p class="note">{does}</p>
      {children}
      <label>
        Reason{needed ? '' : ' (may be left out)'}
        <input name="reason" required={needed} autocomplete="off" />
      </label>
      <label>
        By
        <input name="by" defaultValue={localStorage.getItem(nameKey) ?? ''} autocomplete="off" placeholder="login name" />
      </label>
      <button type="submit" disabled={sent.state === 'sending'}>
        {sent.state === 'sending' ? 'Deciding…' : button}
      </button>
      {sent.state === 'failed' && (
        <p role="alert" class="problem">
          {sent.message}
        </p>
      )}
    </form>
  );
}

export function DecideForm(decide: Decide) {
  const needed = decide.reasonNeeded ?? decide.verb !== 'note';
  return (
    <details class="decision-form">
      <summary>{decide.title}</summary>
      <ReasonForm does={decide.does} button={decide.title} needed={needed} onSend={(form) => post<Decision>('/decisions', body(decide, form))}>
        {decide.children}
      </ReasonForm>
    </details>
  );
}

export const NoteForm = ({ id, on }: { id: string; on: string }) => (
  <DecideForm title="Note" verb="note" about={() => [id]} value={entered('note')} does={`Kept with ${on}; it changes nothing.`}>
    <label>
      Note
      <textarea name="note" required rows={2} />
    </label>
  </DecideForm>
);

export const SetForm = ({ document }: { document: string }) => (
  <DecideForm
    title="Set date, publisher, author or title"
    verb="set"
    about={() => [document]}
    field={entered('field')}
    value={entered('value')}
    does="The article is read anew with it; what the page itself says is kept beside."
  >
    <label>
      What
      <select name="field">
        <option value="published">published</option>
        <option value="publisher">publisher</option>
        <option value="author">author</option>
        <option value="title">title</option>
        <option value="modified">modified</option>
      </select>
    </label>
    <label>
      Value (nothing: unknown)
      <input name="value" autocomplete="off" placeholder="2015-05-06" />
    </label>
  </DecideForm>
);

type LinkFormProps = { to: string; others: { id: string; label: string }[] };

export const LinkForm = ({ to, others }: LinkFormProps) => (
  <DecideForm
    title="Link to where it has its words from"
    verb="link"
    about={(form) => [text(form, 'from'), to]}
    field={entered('kind')}
    does="Adds a hop of the analyst’s, drawn dotted, nearest to this article."
  >
    <label>
      From: an article, or an outlet’s name
      <input name="from" required list="link-from" autocomplete="off" />
    </label>
    <datalist id="link-from">
      {others.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </datalist>
    <label>
      How
      <select name="kind">
        <option>relays</option>
        <option>republishes</option>
        <option>copies</option>
      </select>
    </label>
  </DecideForm>
);
