// The address bar is the state: links are ordinary links, taken over where they stay on this page.

import { useEffect, useState } from 'preact/hooks';
import { address, placeOf, type Options, type Place } from './places';

const listeners = new Set<() => void>();

export const here = (): Place => placeOf(location.pathname, location.search);

export function go(href: string, { replace = false, top = true } = {}): void {
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  for (const listener of [...listeners]) listener();
  if (top && !replace) scrollTo(0, 0);
}

/** Stays on this view with some options changed. Steps that one would not go back to replace. */
export function withOptions(changes: Options, replace = false): void {
  go(optionsHref(changes), { replace, top: false });
}

export const optionsHref = (changes: Options): string => address(location.pathname, { ...here().options, ...changes });

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const follow = () => setPlace(here());
    listeners.add(follow);
    addEventListener('popstate', follow);
    return () => {
      listeners.delete(follow);
      removeEventListener('popstate', follow);
    };
  }, []);
  return place;
}

function linkOf(event: MouseEvent): HTMLAnchorElement | SVGAElement | null {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  return event.target instanceof Element ? event.target.closest('a') : null;
}

/** Follows links to this page's own views without loading anew. */
export function takeOverLinks(): void {
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    const href = link?.getAttribute('href');
    if (!link || !href?.startsWith('/') || href.startsWith('//') || href.startsWith('/api/') || link.hasAttribute('download')) return;
    event.preventDefault();
    go(href, { top: !link.hasAttribute('data-stay') });
  });
}
