// The one way to the server. Answers are kept for as long as nothing has been decided or added here, and
// every write empties what was kept, as every count may have changed.

import { useEffect, useState } from 'preact/hooks';
import { EventReader, type ServerEvent } from './events';

/** What the server said is wrong (problem+json), or that it could not be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const tokenKey = 'hearsay-token';
export const setToken = (token: string) => sessionStorage.setItem(tokenKey, token);

const kept = new Map<string, Promise<unknown>>();
const listeners = new Set<() => void>();

/** Forgets all answers and asks again for what is shown. */
export function refresh(): void {
  kept.clear();
  for (const listener of [...listeners]) listener();
}

function headers(more: Record<string, string> = {}): Record<string, string> {
  const token = sessionStorage.getItem(tokenKey);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const told = body as { detail?: string; title?: string } | null;
  return new Problem(response.status, told?.detail || told?.title || `The server answered ${response.status}.`);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, init).catch(() => {
    throw new Problem(0, 'The server does not answer. Is `hearsay serve` still running?');
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

export function get<T>(path: string): Promise<T> {
  const known = kept.get(path);
  if (known) return known as Promise<T>;
  const answer = send(path, { headers: headers() }).then((response) => response.json() as Promise<T>);
  kept.set(path, answer);
  answer.catch(() => kept.delete(path));
  return answer;
}

export const getText = (path: string) => send(path, { headers: headers() }).then((response) => response.text());

/** The bytes of a file that the server gives, for saving. */
export const getBlob = (path: string) => send(path, { headers: headers() }).then((response) => response.blob());

// A page of another site cannot send this header without asking first, and is never allowed to.
const writeHeaders = (type: string) => headers({ 'Content-Type': type, 'X-Hearsay': '1' });

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, { method: 'POST', headers: writeHeaders('application/json'), body: JSON.stringify(body) });
  refresh();
  return (await response.json()) as T;
}

export async function upload(file: File): Promise<{ id: string }> {
  const path = `/jobs?name=${encodeURIComponent(file.name)}`;
  const response = await send(path, { method: 'POST', headers: writeHeaders('application/octet-stream'), body: file });
  return (await response.json()) as { id: string };
}

export const cancelJob = (id: string) => send(`/jobs/${encodeURIComponent(id)}`, { method: 'DELETE', headers: writeHeaders('application/json') });

/** Hands on the events of a job until its stream ends. */
export async function follow(id: string, on: (event: ServerEvent) => void): Promise<void> {
  const response = await send(`/jobs/${encodeURIComponent(id)}/events`, { headers: headers() });
  const body = response.body!.getReader();
  const decoder = new TextDecoder();
  const events = new EventReader();
  for (;;) {
    const { done, value } = await body.read();
    if (done) return;
    for (const event of events.push(decoder.decode(value, { stream: true }))) on(event);
  }
}

export type Data<T> = { data?: T; problem?: Problem };

/** What stands at a path of the API; nothing while it is on its way, or where the path is null. */
export function useData<T>(path: string | null): Data<T> {
  const [state, setState] = useState<Data<T> & { path?: string | null }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    const again = () => setRound((count) => count + 1);
    listeners.add(again);
    return () => void listeners.delete(again);
  }, []);
  useEffect(() => {
    if (path === null) return;
    let current = true;
    get<T>(path).then(
      (data) => current && setState({ data, path }),
      (problem: Problem) => current && setState({ problem, path }),
    );
    return () => void (current = false);
  }, [path, round]);
  return state.path === path ? state : {};
}
