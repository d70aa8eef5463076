// What each retelling added, by the date that the article gives. Undated ones stand apart, in no order.

import { scaleUtc, type ScaleTime } from 'd3-scale';
import { dayOf, sayDay, sayMoment } from '../lib/dates';
import { documentsById, plural, publisherOf, titleOf } from '../lib/say';
import { toDocument } from '../lib/places';
import type { DocumentRow, Trace } from '../lib/types';
import { Empty } from '../parts/basics';

type Entry = Trace['timeline'][number];

function byDay(entries: Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.date)!;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

const at = (day: string) => new Date(`${day}${day.length === 10 ? '' : day.length === 4 ? '-07-01' : '-15'}T00:00:00Z`);

/** Whole days only; a single one has no span to be divided. */
const ticksOf = (scale: ScaleTime<number, number>, moments: Date[]): Date[] =>
  moments.length === 1 ? moments : scale.ticks(6).filter((tick) => +tick % 86_400_000 === 0);

/** How many retellings each day has, on an axis of real time: gaps show. */
function Strip({ days, undated }: { days: [string, Entry[]][]; undated: number }) {
  const width = 1000;
  const bin = undated ? 120 : 0;
  const most = Math.max(1, undated, ...days.map(([, entries]) => entries.length));
  const height = 32 + Math.min(most, 12) * 10;
  const moments = days.map(([day]) => at(day));
  const end = width - bin - 30;
  const scale = scaleUtc([moments[0]!, moments[moments.length - 1]!], [14, end]);
  const anchor = (x: number) => (x < 50 ? 'start' : x > end - 20 ? 'end' : 'middle');
  const edge = (x: number) => (x < 50 ? x - 12 : x > end - 20 ? x + 14 : x);
  const step = (height - 28) / most;
  const stack = (count: number, x: number, kind: string) => Array.from({ length: count }, (_, row) => <circle key={`${x}/${row}`} class={kind} cx={x} cy={height - 24 - (row + 0.5) * step} r={Math.min(4, step / 2.3)} />);
  return (
    <svg class="strip" viewBox={`0 0 ${width} ${height + 14}`} role="img" aria-label={`Retellings by day: ${days.map(([day, entries]) => `${sayDay(day)}: ${entries.length}`).join('; ')}${undated ? `; undated: ${undated}` : ''}`}>
      <line x1="0" x2={width - bin - 16} y1={height - 20} y2={height - 20} class="axis" />
      {ticksOf(scale, moments).map((tick) => (
        <g key={+tick}>
          <line x1={scale(tick)} x2={scale(tick)} y1={height - 20} y2={height - 15} class="axis" />
          <text x={edge(scale(tick))} y={height - 2} text-anchor={anchor(scale(tick))}>{sayDay(tick.toISOString().slice(0, 10))}</text>
        </g>
      ))}
      {days.flatMap(([day, entries]) => stack(entries.length, scale(at(day)), 'dated'))}
      {undated > 0 && (
        <g>
          <rect x={width - bin + 4} y="4" width={bin - 8} height={height - 24} class="bin" />
          {stack(undated, width - bin / 2, 'undated')}
          <text x={width - bin / 2} y={height - 2} text-anchor="middle">undated</text>
        </g>
      )}
    </svg>
  );
}

function EntryLine({ entry, rows, label }: { entry: Entry; rows: Map<string, DocumentRow>; label: string | undefined }) {
  const nothing = entry.new === 'nothing new';
  return (
    <li class={nothing ? 'entry quiet' : 'entry'}>
      <div>
        {entry.documents.map((id) => (
          <p key={id}>
            <strong>{publisherOf(rows.get(id))}</strong>
            {entry.date && entry.date.length > 10 ? <time> {sayMoment(entry.date).split(', ')[1]}</time> : null} <a href={toDocument(id)}>{titleOf(rows.get(id), id)}</a>
          </p>
        ))}
      </div>
      <div>
        {nothing ? <p>nothing new</p> : <ul class="plain news">{entry.new.split('; ').map((one) => <li key={one}>{one}</li>)}</ul>}
        {label && <p class="note">another allegation: {label}</p>}
      </div>
    </li>
  );
}

export function Timeline({ trace, allegation }: { trace: Trace; allegation: string | undefined }) {
  const rows = documentsById(trace);
  const entries = trace.timeline.filter((entry) => !allegation || entry.allegation === allegation);
  const dated = byDay(entries.filter(({ date }) => dayOf(date)));
  const undated = entries.filter(({ date }) => !dayOf(date));
  const [first] = trace.allegations;
  const label = (entry: Entry) => (allegation || entry.allegation === first?.id ? undefined : trace.allegations.find(({ id }) => id === entry.allegation)?.label);
  if (!entries.length) return <Empty>No retelling is on record.</Empty>;
  return (
    <>
      {dated.length > 0 && <Strip days={dated} undated={undated.length} />}
      {dated.map(([day, own]) => (
        <section class="day" key={day}>
          <h2>{sayDay(day)}</h2>
          <ol class="plain">{own.map((entry, index) => <EntryLine key={index} entry={entry} rows={rows} label={label(entry)} />)}</ol>
        </section>
      ))}
      {undated.length > 0 && (
        <section class="day undated">
          <h2>Undated <small>{plural(undated.length, 'retelling')}, in no order</small></h2>
          <ul class="plain">{undated.map((entry, index) => <EntryLine key={index} entry={entry} rows={rows} label={label(entry)} />)}</ul>
        </section>
      )}
    </>
  );
}
