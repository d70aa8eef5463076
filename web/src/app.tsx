// The frame around every view: search, lists, theme, and the view that the address names.

import { useEffect, useState } from 'preact/hooks';
import { useAnnouncement } from './lib/announce';
import { refresh, setToken, useData } from './lib/api';
import { lazy } from './lib/lazy';
import { address, type Place } from './lib/places';
import { go, usePlace } from './lib/router';
import type { Status } from './lib/types';
import { SearchBox } from './parts/search-box';
import { Home } from './views/home';

// The first view comes with the page; what is opened from it is fetched when it is opened.
const Add = lazy(() => import('./views/add').then((module) => module.Add));
const AllWanted = lazy(() => import('./views/wanted').then((module) => module.AllWanted));
const Claims = lazy(() => import('./views/lists').then((module) => module.Claims));
const Decisions = lazy(() => import('./views/decisions').then((module) => module.Decisions));
const Documents = lazy(() => import('./views/lists').then((module) => module.Documents));
const MapView = lazy(() => import('./views/map').then((module) => module.MapView));
const NarrativeView = lazy(() => import('./views/narrative').then((module) => module.NarrativeView));
const Reader = lazy(() => import('./views/reader').then((module) => module.Reader));
const SearchView = lazy(() => import('./views/search').then((module) => module.SearchView));
const Sources = lazy(() => import('./views/lists').then((module) => module.Sources));

const links = [
  ['/', 'Narratives'],
  ['/sources', 'Sources'],
  ['/documents', 'Documents'],
  ['/wanted', 'Wanted'],
  ['/decisions', 'Decisions'],
  ['/map', 'Map'],
  ['/add', 'Add'],
] as const;

type Theme = 'system' | 'light' | 'dark';
const themeKey = 'hearsay-theme';
const themes: Theme[] = ['system', 'light', 'dark'];

const savedTheme = () => themes.find((one) => one === localStorage.getItem(themeKey)) ?? 'system';

export function applyTheme(theme: Theme = savedTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function ThemeToggle() {
  const [theme, setTheme] = useState(savedTheme());
  const next = themes[(themes.indexOf(theme) + 1) % themes.length]!;
  const change = () => {
    localStorage.setItem(themeKey, next);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="theme" onClick={change} aria-label={`Colours: ${theme}. Change to ${next}.`}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" />
        <path d="M8,1.5a6.5,6.5 0 0 1 0,13z" />
      </svg>
      {theme}
    </button>
  );
}

function Top({ place }: { place: Place }) {
  return (
    <header class="top">
      <a class="skip" href="#content">To the content</a>
      <a class="brand" href="/">hearsay</a>
      <nav aria-label="Main">
        {links.map(([href, label]) => (
          <a key={href} href={href} aria-current={isHere(place, href) ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {place.view !== 'home' && <SearchBox value={place.view === 'search' ? place.query : ''} onSearch={(query) => go(address('/search', { q: query }))} />}
      <ThemeToggle />
    </header>
  );
}

const isHere = (place: Place, href: string) => (href === '/' ? place.view === 'home' || place.view === 'narrative' : place.view === 'list' && `/${place.list}` === href);

function Body({ place }: { place: Place }) {
  const { options } = place;
  if (place.view === 'home') return <Home options={options} />;
  if (place.view === 'search') return <SearchView query={place.query} />;
  if (place.view === 'narrative') return <NarrativeView id={place.id} tab={place.tab} options={options} />;
  if (place.view === 'document') return <Reader key={place.id} id={place.id} options={options} />;
  if (place.view === 'unknown') return <><h1>Nothing is here</h1><p>No view has the address <code>{place.path}</code>. <a href="/">Go to the narratives</a>.</p></>;
  if (place.list === 'sources') return <Sources options={options} />;
  if (place.list === 'documents') return <Documents options={options} />;
  if (place.list === 'claims') return <Claims options={options} />;
  if (place.list === 'wanted') return <AllWanted options={options} />;
  if (place.list === 'decisions') return <Decisions />;
  if (place.list === 'add') return <Add />;
  return <><h1>Map</h1><MapView rows={[]} options={options} /></>;
}

/** Where the server wants a token: it is kept for this tab only. */
function TokenForm() {
  return (
    <form
      class="card token"
      onSubmit={(event) => {
        event.preventDefault();
        setToken(String(new FormData(event.currentTarget).get('token') ?? '').trim());
        refresh();
      }}
    >
      <h1>This server wants its token</h1>
      <label>
        Token
        <input name="token" type="password" required autocomplete="off" />
      </label>
      <button type="submit">Open</button>
    </form>
  );
}

const titleFor = (place: Place) => {
  if (place.view === 'search') return `“${place.query}” – hearsay`;
  if (place.view === 'list') return `${place.list} – hearsay`;
  return place.view === 'home' ? 'hearsay' : `${place.view} – hearsay`;
};

function Announcement() {
  const [text, hide] = useAnnouncement();
  return (
    <div class="announcement" role="status" hidden={!text}>
      {text} <a href="/decisions" onClick={hide}>See the log</a>
      <button type="button" onClick={hide} aria-label="Close">×</button>
    </div>
  );
}

export function App() {
  const place = usePlace();
  const status = useData<Status>('/status');
  useEffect(() => void (document.title = titleFor(place)), [place]);
  return (
    <>
      <Top place={place} />
      <main id="content" tabIndex={-1}>{status.problem?.status === 401 ? <TokenForm /> : <Body place={place} />}</main>
      <Announcement />
      <footer class="bottom">
        hearsay {status.data?.version ?? ''} · every answer is pinned to exact words; hearsay does not say what is true.
      </footer>
    </>
  );
}
