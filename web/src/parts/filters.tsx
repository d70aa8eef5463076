// Since, until, place, source: what the lists of the commands take. They stand in the address.

import type { JSX } from 'preact';
import { address } from '../lib/places';
import { go } from '../lib/router';

const names = ['since', 'until', 'place', 'source'] as const;
const hints = { since: '2015, 2015-05, 2015-05-04', until: '2015, 2015-05, 2015-05-04', place: 'a place’s name', source: 'words of a source’s name' };

type FiltersProps = { path: string; options: Readonly<Record<string, string>>; only?: readonly (typeof names)[number][] };

export function Filters({ path, options, only = names }: FiltersProps) {
  const set = only.filter((name) => options[name]);
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    go(address(path, { ...options, offset: null, ...Object.fromEntries(only.map((name) => [name, String(form.get(name) ?? '').trim()])) }));
  };
  return (
    <details class="filters" open={set.length > 0}>
      <summary>Filter{set.length > 0 ? `: ${set.map((name) => `${name} ${options[name]}`).join(', ')}` : ''}</summary>
      <form onSubmit={submit}>
        {only.map((name) => (
          <label key={name}>
            {name}
            <input name={name} defaultValue={options[name] ?? ''} placeholder={hints[name]} autocomplete="off" />
          </label>
        ))}
        <button type="submit">Filter</button>
        {set.length > 0 && <a href={path}>All</a>}
      </form>
    </details>
  );
}
