// Adding a pile: files from this computer, or paths and addresses that the server can reach. What is
// reported as added is kept, whatever happens after.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../lib/announce';
import { cancelJob, follow, post, Problem, refresh, upload, useData } from '../lib/api';
import { plural } from '../lib/say';
import type { Status } from '../lib/types';

type Job = { id: string; name: string; done: number; total: number; path: string; failures: { path: string; message: string }[]; report?: Record<string, unknown>; over: boolean; problem?: string };

const fresh = (id: string, name: string): Job => ({ id, name, done: 0, total: 0, path: '', failures: [], over: false });

function parsed(data: string): Record<string, unknown> {
  try {
    return JSON.parse(data) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** A job after one more event of its stream. */
function after(job: Job, event: string, data: Record<string, unknown>): Job {
  if (event === 'progress') return { ...job, done: Number(data.done ?? job.done), total: Number(data.total ?? job.total), path: String(data.path ?? '') };
  if (event === 'failure') return { ...job, failures: [...job.failures, { path: String(data.path ?? ''), message: String(data.message ?? '') }].slice(-200) };
  if (event === 'done') return { ...job, over: true, report: (data.report ?? data) as Record<string, unknown> };
  return job;
}

const counts = ['read', 'added', 'known', 'new_versions', 'undated', 'without_publisher', 'not_articles', 'failed'] as const;

function Report({ report }: { report: Record<string, unknown> }) {
  const told = counts.filter((name) => typeof report[name] === 'number' && (report[name] > 0 || name === 'read'));
  if (!told.length) return <p class="note">Done.</p>;
  return <p class="counts">{told.map((name) => <span key={name}>{String(report[name])} {name.replace(/_/g, ' ')}</span>)}</p>;
}

function JobCard({ job }: { job: Job }) {
  return (
    <li class="card">
      <h2>{job.name}</h2>
      {job.over && job.report ? <Report report={job.report} /> : job.problem ? null : (
        <p>
          <progress max={job.total || 1} {...(job.total ? { value: job.done } : {})} aria-label={`Progress of ${job.name}`} />{' '}
          {job.total ? `${job.done} of ${plural(job.total, 'document')}` : 'beginning…'} <small>{job.path}</small>{' '}
          <button type="button" onClick={() => void cancelJob(job.id).catch(() => undefined)}>Stop</button>
        </p>
      )}
      {job.problem && <p class="problem" role="alert">{job.problem}</p>}
      {job.failures.length > 0 && (
        <details open>
          <summary>{plural(job.failures.length, 'input')} failed</summary>
          <ul class="plain">{job.failures.map(({ path, message }, index) => <li key={index}><code>{path}</code> {message}</li>)}</ul>
        </details>
      )}
    </li>
  );
}

export function Add() {
  const [jobs, setJobs] = useState<Job[]>([]);
  const [problem, setProblem] = useState<string>();
  const status = useData<Status>('/status');
  const change = (id: string, to: (job: Job) => Job) => setJobs((list) => list.map((job) => (job.id === id ? to(job) : job)));
  const watch = async (id: string, name: string) => {
    setJobs((list) => [fresh(id, name), ...list]);
    await follow(id, ({ event, data }) => change(id, (job) => after(job, event, parsed(data)))).catch((error: Problem) => change(id, (job) => ({ ...job, problem: error.message })));
    change(id, (job) => ({ ...job, over: true, ...(job.report || job.problem ? {} : { report: {} }) }));
    announce(`${name} is done; all counts have been made anew.`);
    refresh();
  };
  const attempt = (work: () => Promise<void>) => void work().then(() => setProblem(undefined), (error: Problem) => setProblem(error.message));
  const files = (event: JSX.TargetedEvent<HTMLInputElement>) => {
    const chosen = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    attempt(async () => {
      for (const file of chosen) await watch((await upload(file)).id, file.name);
    });
  };
  const inputs = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const lines = String(new FormData(event.currentTarget).get('inputs') ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
    if (lines.length) attempt(async () => watch((await post<{ id: string }>('/jobs', { inputs: lines })).id, lines.length === 1 ? lines[0]! : plural(lines.length, 'input')));
  };
  return (
    <>
      <h1>Add to the pile</h1>
      <div class="two">
        <section class="card">
          <h2><label for="files">Files from this computer</label></h2>
          <p class="note">HTML, MHTML, text, Markdown, WARC, RSS or Atom, JSONL. The same page twice changes nothing.</p>
          <input id="files" type="file" multiple onChange={files} />
        </section>
        {status.data?.takes_paths !== false && <section class="card">
          <h2><label for="inputs">Paths and addresses</label></h2>
          <form onSubmit={inputs}>
            <p class="note">One a line: a file or folder where the server runs, or an http(s) address.</p>
            <textarea id="inputs" name="inputs" rows={3} />
            <button type="submit">Add</button>
          </form>
        </section>}
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <ul class="plain cards">{jobs.map((job) => <JobCard key={job.id} job={job} />)}</ul>
    </>
  );
}
