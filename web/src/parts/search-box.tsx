// Takes words or a pasted sentence, however many lines it had.

import type { JSX } from 'preact';

type SearchBoxProps = { large?: boolean; value?: string; onSearch: (query: string) => void };

export function SearchBox({ large = false, value = '', onSearch }: SearchBoxProps) {
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const query = String(new FormData(event.currentTarget).get('q') ?? '').replace(/\s+/g, ' ').trim();
    if (query) onSearch(query);
  };
  const enter = (event: JSX.TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <form class={large ? 'search large' : 'search'} role="search" onSubmit={submit}>
      {large ? (
        <textarea name="q" rows={2} aria-label="Words, or a sentence pasted from somewhere" placeholder="Paste a sentence, or type a few of its words" defaultValue={value} onKeyDown={enter} />
      ) : (
        <input name="q" type="search" aria-label="Words, or a sentence pasted from somewhere" placeholder="Trace a sentence or words" defaultValue={value} key={value} />
      )}
      <button type="submit">Trace</button>
    </form>
  );
}
