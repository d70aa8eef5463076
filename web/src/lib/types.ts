// What the API answers, as docs/contract.md has it; only the fields that the page reads. Fields may be
// added there, so nothing here is exhaustive, and what may be missing is optional.

import type { Span } from './points';

export type Evidence = { document: string; span: Span | null; text: string };
export type Basis = 'stated' | 'inferred' | 'analyst';

export type List<T> = { items: T[]; total: number; limit: number; offset: number };

export type Status = {
  version: string;
  documents: number;
  claims: number;
  attributions: number;
  narratives: number;
  takes_paths?: boolean;
};

export type DocumentRow = {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  path?: string | null;
  url?: string | null;
  page?: string;
  attributions?: number;
  claims?: number;
};

export type Narrative = {
  id: string;
  label: string;
  first_seen: string | null;
  last_seen: string | null;
  documents: string[];
  allegations?: string[];
  claims: number;
};

export type Range = { count: number; min: number; max: number };

export type NarrativeRow = Narrative & {
  /** Null: not counted yet; asking for the one narrative counts. */
  outlets?: number | null;
  origins?: { named: number; unnamed: number } | null;
  independent_origins?: Range | null;
};

export type Join = { origins: string[]; reason: string; evidence: Evidence[]; certain?: boolean };
export type Independent = Range & { named: number; unnamed: number; deniers: string[]; groups: Join[] };

export type SourceKind =
  | 'named_person'
  | 'named_organisation'
  | 'state'
  | 'unnamed'
  | 'collective'
  | 'document'
  | 'author'
  | 'unspecified';

export type Origin = {
  id: string;
  name: string;
  kind: SourceKind;
  affiliation?: string | null;
  via: string[];
  access: string;
  denies?: boolean;
  first_seen: string | null;
  claims: string[];
  documents: string[];
  attributions?: string[];
};

/** `labels`: of a document, what the page calls itself ("Satire"). */
export type Node = { id: string; kind: 'origin' | 'source' | 'outlet' | 'document'; name: string; held?: boolean; labels?: string[] };

export type Edge = {
  from: string;
  to: string;
  kind: 'says' | 'relays' | 'republishes' | 'copies' | 'cites';
  basis: Basis;
  reason?: string | null;
  evidence: Evidence[];
  confidence: number;
};

export type Allegation = {
  id: string;
  label: string;
  documents: string[];
  origins?: string[];
  independent_origins: Independent;
};

export type Missing = { name: string; cited_by: string[]; between: [string | null, string | null]; search: string[] };
export type VariantValue = { value: string; documents: string[]; evidence: Evidence[] };
export type Variant = { allegation: string; slot: string; conflict?: boolean; values: VariantValue[] };
export type Wording = { text: string; documents: string[]; evidence: Evidence[] };
export type Drift = { allegation: string; utterance: string; wordings: Wording[] };
export type AttributionChange = {
  document: string;
  kind: 'dropped' | 'strengthened' | 'weakened' | 'added';
  from: string | null;
  to: string | null;
  where: string;
  evidence: Evidence[];
  /** What was dropped or changed; without it, the source. */
  of?: 'source' | 'label';
};
/** What a page changed from one of its versions, `from`, to the next. */
export type Revision = { page: string | null; from: string; to: string; date: string | null; changes: PageChange[] };
export type PageChange = { kind: 'added' | 'dropped' | 'changed'; before: Evidence[]; after: Evidence[] };
export type Contradiction = { allegation: string; kind: string; claims: string[]; evidence: Evidence[] };
export type Reuse = {
  from: string;
  to: string;
  spans: { from: Span | null; to: Span | null }[];
  similarity: number;
  direction: string;
  reason?: string | null;
};

export type Decision = {
  number: number;
  verb: string;
  about: { kind: string; id: string | null; words: string }[];
  field: string | null;
  value: string | null;
  reason: string | null;
  by: string;
  at: string;
  undoes: number | null;
  undone_by: number | null;
  overruled_by: number | null;
};

export type Trace = {
  query: string;
  narrative: Narrative;
  allegations: Allegation[];
  candidates: { narrative: string; label: string; documents: number; score: number }[];
  origins: Origin[];
  independent_origins: Independent;
  nodes: Node[];
  edges: Edge[];
  missing: Missing[];
  circles?: { documents: string[]; evidence: Evidence[] }[];
  unsourced: { claim: string; voice: string; evidence: Evidence[] }[];
  timeline: { allegation: string; date: string | null; documents: string[]; new: string }[];
  variants: Variant[];
  drift: Drift[];
  attribution_changes: AttributionChange[];
  contradictions: Contradiction[];
  reuse: Reuse[];
  revisions?: Revision[];
  decisions?: Decision[];
  documents?: DocumentRow[];
};

export type Attribution = {
  id: string;
  source: Span[];
  cue: Span[];
  content: Span[];
  parent: string | null;
  source_kind: SourceKind;
  source_name: string | null;
  affiliation?: string | null;
  quote: string;
  modality: string;
  access: string;
  confidence: number;
  rejected?: boolean;
};

export type Claim = {
  id: string;
  span: Span;
  attribution: string | null;
  chain: string[];
  predicate: string;
  place: string[];
  time: number[];
  quantity: number[];
  polarity: 'positive' | 'negative';
  modality: string;
  voice: string;
  confidence: number;
};

export type Annotated = DocumentRow & {
  authors: string[];
  language: string | null;
  canonical_url?: string | null;
  captured?: string | null;
  sha256?: string;
  text: string;
  headline?: Span | null;
  labels?: { words: string; span: Span | null }[];
  /** All versions of the page that are held, oldest first, and what each changed; empty where it is one. */
  versions?: DocumentRow[];
  revisions?: Revision[];
  byline?: Span | null;
  published_span?: Span | null;
  body: Span[];
  boilerplate: { span: Span; kind: string }[];
  embedded: { span: Span; title: string | null; published: string | null; publisher: string | null }[];
  relay: { name: string; kind: string; span: Span | null; scope: Span[]; basis: Basis; confidence: number }[];
  dates: { kind: string; value: string; from: string; span: Span | null }[];
  sentences: Span[];
  mentions: { id: string; span: Span; type: string; entity: string | null }[];
  entities: { id: string; name: string; type: string; aliases: string[] }[];
  places: { mention: string; name: string }[];
  times: { span: Span; value: string }[];
  quantities: { span: Span; low: number | null; high: number | null; unit: string | null }[];
  attributions: Attribution[];
  claims: Claim[];
  overruled?: { field: string; value: string | null }[];
  notes?: string[];
};

export type Context = {
  before: string;
  text: string;
  after: string;
  line?: number | null;
  bytes?: Span | null;
  sha256?: string | null;
};

export type ClaimRow = {
  id: string;
  text: string;
  source: string | null;
  voice: string;
  published: string | null;
  publisher: string | null;
  allegation: string | null;
};

export type SourceRow = { id: string; name: string; kind: SourceKind; attributions: number; documents: string[] };

export type PlacedClaim = {
  claim: string;
  text: string;
  span?: Span;
  modality: string;
  polarity: string;
  attribution_modality?: string | null;
  document: string;
  place: {
    name: string;
    lat: number | null;
    lon: number | null;
    country: string | null;
    division?: string | null;
    level?: string | null;
    kind?: string | null;
    precision?: string | null;
  };
};
