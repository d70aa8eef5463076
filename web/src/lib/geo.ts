// What the map draws: claims by place and by how they are put, and how exact a place is. A country is its
// area, a province a disc about where it lies, cut at the border; only a town or a site is a point. A river
// or a continent, whose reach is not held, is no more than its name.

import { geoArea, geoCircle, geoContains, type GeoPermissibleObjects } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { PlacedClaim } from './types';

export const standings = ['reported', 'planned', 'denied'] as const;
export type Standing = (typeof standings)[number];

export type Spot = {
  key: string;
  standing: Standing;
  name: string;
  level: string;
  lat: number;
  lon: number;
  country: string | null;
  claims: PlacedClaim[];
};

export type Country = Feature<Geometry, { name?: string }>;
export type Countries = FeatureCollection<Geometry, { name?: string }>;

export function standingOf({ polarity, modality, attribution_modality }: PlacedClaim): Standing {
  if (polarity === 'negative' || attribution_modality === 'deny') return 'denied';
  return modality === 'fact' ? 'reported' : 'planned';
}

const levelOf = ({ place }: PlacedClaim) => place.level ?? place.precision ?? place.kind ?? 'unknown';

/** Claims by place and standing; those whose place no gazetteer has are apart. */
export function spotsOf(claims: PlacedClaim[]): { spots: Spot[]; nowhere: PlacedClaim[] } {
  const spots = new Map<string, Spot>();
  const nowhere: PlacedClaim[] = [];
  for (const claim of claims) {
    const { lat, lon, name, country } = claim.place;
    if (lat === null || lon === null || lat === undefined || lon === undefined) {
      nowhere.push(claim);
      continue;
    }
    const standing = standingOf(claim);
    const key = `${lat},${lon},${levelOf(claim)},${standing}`;
    const spot = spots.get(key) ?? { key, standing, name, level: levelOf(claim), lat, lon, country: country ?? null, claims: [] };
    spot.claims.push(claim);
    spots.set(key, spot);
  }
  return { spots: [...spots.values()], nowhere };
}

export type Form = 'point' | 'area' | 'name';

const forms: Record<string, Form> = { town: 'point', country: 'area', division: 'area' };

/** How a place may be drawn without drawing more than is known. */
export const formOf = ({ level }: Spot): Form => forms[level] ?? 'name';

const found = new Map<string, Country | undefined>();

/** The country that a point lies in, by the shapes of the atlas; looked for once. */
export function countryAt(countries: Countries, { lat, lon }: Spot): Country | undefined {
  const key = `${lat},${lon}`;
  if (!found.has(key)) found.set(key, countries.features.find((feature) => geoContains(feature as GeoPermissibleObjects, [lon, lat])));
  return found.get(key);
}

const degrees = 180 / Math.PI;

/** A disc about the size of one of a country's dozen provinces. */
export function discOf(spot: Spot, country: Country | undefined): GeoPermissibleObjects {
  const size = country ? Math.sqrt(geoArea(country as GeoPermissibleObjects) / 14 / Math.PI) * degrees : 1;
  return geoCircle().center([spot.lon, spot.lat]).radius(Math.min(Math.max(size, 0.25), 4))();
}
