// Every view has an address: what the page shows is what the address says, so that it can be sent on.

export const tabs = ['way', 'changes', 'timeline', 'conflicts', 'sources', 'articles', 'wanted', 'map'] as const;
export type Tab = (typeof tabs)[number];

export const lists = ['sources', 'documents', 'claims', 'wanted', 'decisions', 'add', 'map'] as const;
export type ListName = (typeof lists)[number];

export type View =
  | { view: 'home' }
  | { view: 'search'; query: string }
  | { view: 'narrative'; id: string; tab: Tab }
  | { view: 'document'; id: string }
  | { view: 'list'; list: ListName }
  | { view: 'unknown'; path: string };

export type Place = View & { options: Readonly<Record<string, string>> };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;  // a stray % in an address
  }
}

function viewOf(parts: string[], options: Record<string, string>): View {
  const [head, id, rest, more] = parts;
  if (head === undefined) return { view: 'home' };
  if (head === 'search' && id === undefined) return { view: 'search', query: options.q ?? '' };
  if (head === 'n' && id && more === undefined) {
    const tab = rest === undefined ? 'way' : tabs.find((one) => one === rest);
    if (tab) return { view: 'narrative', id, tab };
  }
  if (head === 'd' && id && rest === undefined) return { view: 'document', id };
  const list = lists.find((one) => one === head);
  if (list && id === undefined) return { view: 'list', list };
  return { view: 'unknown', path: `/${parts.join('/')}` };
}

export function placeOf(pathname: string, search: string): Place {
  const options = Object.fromEntries(new URLSearchParams(search));
  const parts = pathname.split('/').filter(Boolean).map(decoded);
  return { ...viewOf(parts, options), options };
}

export type Options = Record<string, string | number | null | undefined | false>;

/** An address; options that are null, false or empty are left out, the others stand in their own order. */
export function address(path: string, options: Options = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(options)) {
    if (value !== null && value !== undefined && value !== false && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const toNarrative = (id: string, tab: Tab = 'way', options: Options = {}) =>
  address(`/n/${encodeURIComponent(id)}${tab === 'way' ? '' : `/${tab}`}`, options);

export const toDocument = (id: string, options: Options = {}) => address(`/d/${encodeURIComponent(id)}`, options);
