// One narrative: its counts, and the tabs that say what stands behind them.

import { lazy } from '../lib/lazy';
import { getBlob, getText, useData, type Problem } from '../lib/api';
import { sayPeriod } from '../lib/dates';
import { address, tabs, toNarrative, type Tab } from '../lib/places';
import { optionsHref } from '../lib/router';
import { useState } from 'preact/hooks';
import { documentsById, plural } from '../lib/say';
import type { Trace } from '../lib/types';
import { Await, Footnote, ProblemNote } from '../parts/basics';
import { CountLine, countsOfTrace } from '../parts/counts';
import { Articles } from './articles';
import { Changes } from './changes';
import { Conflicts } from './conflicts';
import { OriginsView } from './origins';
import { Timeline } from './timeline';
import { WantedView } from './wanted';
import { Way } from './way';

const MapView = lazy(() => import('./map').then((module) => module.MapView));

const titles: Record<Tab, string> = {
  way: 'The way',
  changes: 'What changed',
  timeline: 'Timeline',
  conflicts: 'Conflicts',
  sources: 'Sources',
  articles: 'Articles',
  wanted: 'Wanted',
  map: 'Map',
};

function countOf(trace: Trace, tab: Tab): number | null {
  if (tab === 'changes') return trace.variants.length + trace.drift.length + trace.attribution_changes.length + (trace.revisions?.length ?? 0);
  if (tab === 'conflicts') return trace.contradictions.length;
  if (tab === 'sources') return trace.origins.length;
  if (tab === 'articles') return trace.narrative.documents.length;
  return tab === 'wanted' ? trace.missing.length : null;
}

function Tabs({ trace, tab, allegation }: { trace: Trace; tab: Tab; allegation: string | undefined }) {
  return (
    <nav class="tabs" aria-label="Views of this narrative">
      {tabs.map((one) => (
        <a key={one} href={toNarrative(trace.narrative.id, one, { allegation })} aria-current={one === tab ? 'page' : undefined}>
          {titles[one]}
          {countOf(trace, one) !== null && <span class="number">{countOf(trace, one)}</span>}
        </a>
      ))}
    </nav>
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const citations = [
  ['markdown', 'Markdown', 'md'],
  ['bibtex', 'BibTeX', 'bib'],
  ['json', 'JSON', 'json'],
] as const;

const exports = ['jsonl', 'csv', 'geojson', 'graphml', 'gexf', 'prov', 'claim', 'webannotation', 'stix', 'ftm', 'bundle'];

/** What can be taken along: a citation to copy, the report to save. */
function TakeAway({ id }: { id: string }) {
  const [cited, setCited] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const attempt = (work: Promise<void>) => void work.then(() => setProblem(undefined), (error: Problem) => setProblem(error.message));
  const exportAs = (choice: HTMLSelectElement) => {
    const format = choice.value;
    choice.value = '';
    if (format) attempt(getBlob(`/export/${format}`).then((blob) => save(blob, `hearsay.${format === 'bundle' ? 'zip' : format}`)));
  };
  return (
    <details class="take-away">
      <summary>Cite, take away</summary>
      <div class="sheet">
        <p>
          {citations.map(([format, label]) => (
            <button key={format} type="button" onClick={() => attempt(getText(`/cite/${id}?format=${format}`).then(setCited))}>
              {label}
            </button>
          ))}
          <button type="button" onClick={() => attempt(getBlob(`/report/${id}`).then((blob) => save(blob, `${id}.html`)))}>
            Report (HTML)
          </button>
        </p>
        <label>
          All of the pile, as
          <select onChange={(event) => exportAs(event.currentTarget)}>
            <option value="">choose a format</option>
            {exports.map((format) => <option key={format}>{format}</option>)}
          </select>
        </label>
        {cited && <textarea readOnly rows={12} value={cited} aria-label="The citation, to copy" onFocus={(event) => event.currentTarget.select()} />}
        {problem && <ProblemNote message={problem} />}
      </div>
    </details>
  );
}

function Allegations({ trace, chosen }: { trace: Trace; chosen: string | undefined }) {
  if (trace.allegations.length < 2) return null;
  return (
    <nav class="allegations" aria-label="Allegations of this narrative">
      <a href={optionsHref({ allegation: null, hop: null, box: null })} data-stay aria-current={chosen ? undefined : 'true'}>
        All {trace.allegations.length} allegations
      </a>
      {trace.allegations.map(({ id, label, documents, independent_origins: range }) => (
        <a key={id} href={optionsHref({ allegation: id, hop: null, box: null })} data-stay aria-current={id === chosen ? 'true' : undefined}>
          <span class="title">{label}</span>
          <small>
            {documents.length} art., origins {range.count}
            {range.min === range.max ? '' : ` (${range.min}–${range.max})`}
          </small>
        </a>
      ))}
    </nav>
  );
}

type TabProps = { trace: Trace; tab: Tab; options: Readonly<Record<string, string>> };

function TabBody({ trace, tab, options }: TabProps) {
  if (tab === 'way') return <Way trace={trace} options={options} />;
  if (tab === 'changes') return <Changes trace={trace} options={options} />;
  if (tab === 'timeline') return <Timeline trace={trace} allegation={options.allegation} />;
  if (tab === 'conflicts') return <Conflicts trace={trace} allegation={options.allegation} />;
  if (tab === 'sources') return <OriginsView trace={trace} options={options} />;
  if (tab === 'articles') return <Articles trace={trace} options={options} />;
  if (tab === 'wanted') return <WantedView trace={trace} />;
  return <MapView id={trace.narrative.id} rows={trace.documents ?? []} options={options} />;
}

/** Tabs whose content is of one allegation or of all. */
const byAllegation: Tab[] = ['way', 'changes', 'timeline', 'conflicts', 'sources', 'articles'];

/** What the numbers leave out: pages without a date, who says not how he knows, who only denies. */
function Besides({ trace }: { trace: Trace }) {
  const { id, documents } = trace.narrative;
  const rows = documentsById(trace);
  const undated = documents.filter((document) => !rows.get(document)?.published).length;
  const asserting = trace.origins.filter(({ denies }) => !denies);
  const silent = asserting.filter(({ access }) => access === 'not_stated').length;
  const deniers = trace.independent_origins.deniers.length;
  return (
    <p class="besides">
      {asserting.length > 0 && <span>How it knows is not said: {silent} of {asserting.length}</span>}
      {deniers > 0 && <span>denied by <a href={toNarrative(id, 'sources')}>{plural(deniers, 'source')}</a>, counted apart</span>}
      {undated > 0 && <span><a href={toNarrative(id, 'timeline')}>{undated} undated</a></span>}
    </p>
  );
}

export function NarrativePage({ trace, tab, options }: TabProps) {
  const { narrative } = trace;
  const allegation = trace.allegations.some(({ id }) => id === options.allegation) ? options.allegation : undefined;
  return (
    <>
      <header class="narrative-head">
        <p class="over">Narrative · in this pile {sayPeriod(narrative.first_seen, narrative.last_seen)}</p>
        <h1>{narrative.label}</h1>
        <CountLine id={narrative.id} counts={countsOfTrace(trace)} />
        <Besides trace={trace} />
        <Footnote />
        <TakeAway id={narrative.id} />
      </header>
      <Tabs trace={trace} tab={tab} allegation={allegation} />
      {byAllegation.includes(tab) && <Allegations trace={trace} chosen={allegation} />}
      <TabBody trace={trace} tab={tab} options={allegation === options.allegation ? options : { ...options, allegation: '' }} />
    </>
  );
}

export function NarrativeView({ id, tab, options }: { id: string; tab: Tab; options: Readonly<Record<string, string>> }) {
  const data = useData<Trace>(address('/trace', { id }));
  return (
    <Await data={data} what="Following the claim back">
      {(trace) => <NarrativePage trace={trace} tab={tab} options={options} />}
    </Await>
  );
}
