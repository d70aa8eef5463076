// Where it is said to have happened. Never the first view: a map shows as sure what the words leave open,
// so how exact a place is and how it is put (reported, planned, denied) are drawn apart.

import { geoDistance, geoEqualEarth, geoGraticule10, geoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import atlasUrl from 'world-atlas/countries-50m.json?url';
import { useData } from '../lib/api';
import { countryAt, discOf, formOf, spotsOf, standings, type Countries, type Country, type Spot, type Standing } from '../lib/geo';
import { address } from '../lib/places';
import { optionsHref } from '../lib/router';
import { plural, publisherOf } from '../lib/say';
import type { DocumentRow, List, PlacedClaim } from '../lib/types';
import { Await, Choice, Empty, Footnote, Loading, wordsHref } from '../parts/basics';

const width = 960;
const height = 470;

let atlas: Promise<Countries> | undefined;
const loadAtlas = () =>
  (atlas ??= fetch(atlasUrl)
    .then((response) => response.json() as Promise<Topology>)
    .then((topology) => feature(topology, topology.objects.countries!) as unknown as Countries));

function useAtlas(): Countries | undefined {
  const [countries, setCountries] = useState<Countries>();
  useEffect(() => void loadAtlas().then(setCountries), []);
  return countries;
}

/** On a phone the drawing is made smaller as a whole; what is to be read or touched in it must not be. */
const enlarged = () => (innerWidth < 700 ? 2.2 : 1);

type Shown = { spot: Spot; country: Country | undefined; area: GeoPermissibleObjects | null };

const shownOf = (spots: Spot[], countries: Countries): Shown[] =>
  spots.map((spot) => {
    // Looking up the country takes some milliseconds: only for what is drawn in its borders.
    if (formOf(spot) !== 'area') return { spot, country: undefined, area: null };
    const country = countryAt(countries, spot);
    return { spot, country, area: spot.level === 'country' && country ? (country as GeoPermissibleObjects) : discOf(spot, country) };
  });

/** The places around the one that most claims name; others may lie anywhere, and the world has them. */
function near(shown: Shown[]): Shown[] {
  const weight = ({ spot }: Shown) => spot.claims.length * (formOf(spot) === 'point' ? 2 : 1);
  const centre = [...shown].sort((a, b) => weight(b) - weight(a))[0];
  if (!centre) return [];
  return shown.filter(({ spot }) => geoDistance([spot.lon, spot.lat], [centre.spot.lon, centre.spot.lat]) < 0.2);
}

/** The whole world, or some places with air around them. */
function projectionFor(shown: Shown[], world: boolean): GeoProjection {
  const middle = shown.length && !world ? shown.reduce((sum, { spot }) => sum + spot.lon, 0) / shown.length : 0;
  const projection = geoEqualEarth().rotate([-middle, 0]);
  const points = { type: 'MultiPoint' as const, coordinates: shown.flatMap(({ spot }) => [-3, 3].map((by) => [spot.lon + by * 1.5, Math.max(-89, Math.min(89, spot.lat + by))])) };
  if (world || !shown.length) projection.fitSize([width, height], { type: 'Sphere' });
  else projection.fitExtent([[40, 40], [width - 40, height - 40]], points);
  return projection.clipExtent([[-5, -5], [width + 5, height + 5]]);
}

const label = ({ name, level, standing, claims }: Spot) => `${name}${level === 'town' ? '' : ` (${level})`}: ${plural(claims.length, 'claim')} ${standing}`;

/** Claims of one place that are put differently stand side by side, not on top of each other. */
function beside(spot: Spot, shown: Shown[]): number {
  const here = standings.filter((one) => shown.some(({ spot: other }) => other.standing === one && other.lat === spot.lat && other.lon === spot.lon));
  return here.indexOf(spot.standing) - (here.length - 1) / 2;
}

function Pin({ spot, shown, projection, chosen }: { spot: Spot; shown: Shown[]; projection: GeoProjection; chosen: boolean }) {
  const at = projection([spot.lon, spot.lat]);
  if (!at) return null;
  const size = (4.5 + Math.min(7, Math.sqrt(spot.claims.length) * 1.3)) * enlarged();
  const [x, y] = [at[0] + beside(spot, shown) * 20 * enlarged(), at[1]];
  const shape = spot.standing === 'denied' ? <path d={`M${x - size},${y - size}L${x + size},${y + size}M${x - size},${y + size}L${x + size},${y - size}`} /> : <circle cx={x} cy={y} r={size} />;
  return (
    <a href={optionsHref({ at: spot.key })} data-stay aria-label={label(spot)} class={`pin ${spot.standing}${chosen ? ' chosen' : ''}`}>
      <circle class="target" cx={x} cy={y} r={size + 6} />
      {shape}
    </a>
  );
}

function Area({ one, path, chosen, index }: { one: Shown; path: ReturnType<typeof geoPath>; chosen: boolean; index: number }) {
  const { spot, country, area } = one;
  const clip = country && spot.level === 'division' ? `clip${index}` : null;
  return (
    <a href={optionsHref({ at: spot.key })} data-stay aria-label={label(spot)} class={`area ${spot.standing}${chosen ? ' chosen' : ''}`}>
      {clip && <clipPath id={clip}><path d={path(country as GeoPermissibleObjects) ?? ''} /></clipPath>}
      <path d={path(area!) ?? ''} {...(clip ? { 'clip-path': `url(#${clip})` } : {})} />
    </a>
  );
}

type Name = { spot: Spot; x: number; y: number; half: number };

/** Names of what most claims are about first; one that would lie over another is left to the list below. */
function namesThatFit(shown: Shown[], projection: GeoProjection): Name[] {
  const fits: Name[] = [];
  for (const { spot } of [...shown].sort((a, b) => b.spot.claims.length - a.spot.claims.length)) {
    const at = projection([spot.lon, spot.lat]);
    if (!at || at[0] < 0 || at[0] > width || at[1] < 12 || at[1] > height) continue;
    const name = { spot, x: at[0], y: at[1] - (formOf(spot) === 'point' ? 15 * enlarged() : -4), half: (spot.name.length * 3.8 + 6) * enlarged() };
    if (fits.every((other) => Math.abs(other.y - name.y) > 15 * enlarged() || Math.abs(other.x - name.x) > other.half + name.half)) fits.push(name);
  }
  return fits;
}

function Names({ shown, projection }: { shown: Shown[]; projection: GeoProjection }) {
  return (
    <g class="names" aria-hidden="true">
      {namesThatFit(shown, projection).map(({ spot, x, y }) => (
        <text key={spot.key} class={formOf(spot)} x={x} y={y} text-anchor="middle">{spot.name}</text>
      ))}
    </g>
  );
}

function Drawing({ shown, countries, world, chosen }: { shown: Shown[]; countries: Countries; world: boolean; chosen: string | undefined }) {
  const { projection, path, land, grid } = useMemo(() => {
    const made = projectionFor(world ? shown : near(shown), world);
    const draw = geoPath(made).digits(1);
    return { projection: made, path: draw, land: draw(countries as GeoPermissibleObjects) ?? '', grid: draw(geoGraticule10()) ?? '' };
  }, [shown, countries, world]);
  const areas = shown.filter(({ area }) => area);
  const pins = shown.filter(({ spot }) => formOf(spot) === 'point');
  return (
    <svg class="map" viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Map of the places that the claims name; the list below has the same">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" /></pattern>
      </defs>
      <path class="grid" d={grid} />
      <path class="land" d={land} />
      {areas.map((one, index) => <Area key={one.spot.key} one={one} path={path} index={index} chosen={one.spot.key === chosen} />)}
      {pins.map(({ spot }) => <Pin key={spot.key} spot={spot} shown={shown} projection={projection} chosen={spot.key === chosen} />)}
      <Names shown={shown} projection={projection} />
    </svg>
  );
}

function ClaimsAt({ claims, rows }: { claims: PlacedClaim[]; rows: Map<string, DocumentRow> }) {
  return (
    <ul class="plain said">
      {claims.map((claim) => (
        <li key={claim.claim}>
          {claim.span ? <a href={wordsHref(claim.document, claim.span, claim.text)}><q class="words">{claim.text}</q></a> : <q class="words">{claim.text}</q>}
          <small>
            {rows.has(claim.document) ? publisherOf(rows.get(claim.document)) : ''} {claim.polarity === 'negative' ? ' · negated' : ''} {claim.modality !== 'fact' ? ` · ${claim.modality}` : ''}
          </small>
        </li>
      ))}
    </ul>
  );
}

function exactness(spot: Spot): string {
  if (formOf(spot) === 'point') return 'a town';
  if (spot.level === 'country') return 'the whole country';
  return spot.level === 'division' ? 'a province, about there: its borders are not held' : 'named on the map, not drawn: its reach is not held';
}

function PlaceList({ spots, nowhere, rows, chosen }: { spots: Spot[]; nowhere: PlacedClaim[]; rows: Map<string, DocumentRow>; chosen: string | undefined }) {
  const sorted = [...spots].sort((a, b) => b.claims.length - a.claims.length || (a.key < b.key ? -1 : 1));
  return (
    <ul class="plain places">
      {sorted.map((spot) => (
        <li key={spot.key}>
          <a href={optionsHref({ at: spot.key === chosen ? null : spot.key })} data-stay aria-expanded={spot.key === chosen}>{spot.name}</a> <span class={`tag ${spot.standing}`}>{spot.standing}</span>{' '}
          <small>{plural(spot.claims.length, 'claim')} · {exactness(spot)}</small>
          {spot.key === chosen && <ClaimsAt claims={spot.claims} rows={rows} />}
        </li>
      ))}
      {nowhere.length > 0 && (
        <li>
          <details>
            <summary>{plural(nowhere.length, 'claim')} with a place that no gazetteer has</summary>
            <ClaimsAt claims={nowhere.slice(0, 100)} rows={rows} />
          </details>
        </li>
      )}
    </ul>
  );
}

function MapBody({ claims, rows, options, countries }: { claims: PlacedClaim[]; rows: Map<string, DocumentRow>; options: Readonly<Record<string, string>>; countries: Countries }) {
  const { spots, nowhere } = useMemo(() => spotsOf(claims), [claims]);
  const only = standings.find((one) => one === options.only);
  const shown = useMemo(() => shownOf(spots.filter(({ standing }) => !only || standing === only), countries), [spots, only, countries]);
  const count = (standing: Standing) => spots.filter((spot) => spot.standing === standing).reduce((sum, spot) => sum + spot.claims.length, 0);
  return (
    <>
      <div class="bar">
        <Choice label="How it is put" value={only ?? 'all'} options={[{ value: 'all', label: 'All', href: optionsHref({ only: null }) }, ...standings.map((one) => ({ value: one, label: `${one} (${count(one)})`, href: optionsHref({ only: one }) }))]} />
        <Choice label="How much of the world" value={options.world ? 'world' : 'near'} options={[{ value: 'near', label: 'Where most is said to be', href: optionsHref({ world: null }) }, { value: 'world', label: 'The world', href: optionsHref({ world: 1 }) }]} />
      </div>
      {shown.length > 0 && <Drawing shown={shown} countries={countries} world={Boolean(options.world)} chosen={options.at} />}
      <p class="note">A dot is a town, an area is as exact as it gets, a name in italics has no borders here. Filled: reported. Ring and hatching: planned, possible or ordered. Cross and outline: denied.</p>
      <PlaceList spots={shown.map(({ spot }) => spot)} nowhere={nowhere} rows={rows} chosen={options.at} />
      <Footnote />
    </>
  );
}

export function MapView({ id, rows, options }: { id?: string; rows: DocumentRow[]; options: Readonly<Record<string, string>> }) {
  const data = useData<List<PlacedClaim>>(address('/places', { id, limit: 500 }));
  const countries = useAtlas();
  const known = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  return (
    <Await data={data} what="Looking up the places">
      {({ items }) => (!items.length ? <Empty>No claim here names a place.</Empty> : countries ? <MapBody claims={items} rows={known} options={options} countries={countries} /> : <Loading what="Drawing the map" />)}
    </Await>
  );
}
