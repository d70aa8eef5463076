// Dates as the API gives them: a day (2015-05-05) or a moment (2015-05-05T10:00:00+01:00), or null. What is
// shown is what is written there, in the zone it was written in: nothing is moved to the reader's clock.

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export const dayOf = (value: string | null | undefined): string | null => value?.match(/^\d{4}(-\d{2}(-\d{2})?)?/)?.[0] ?? null;

/** "5 May 2015", "May 2015", "2015"; with `short`, "5 May". */
export function sayDay(value: string | null | undefined, short = false): string {
  const day = dayOf(value);
  if (!day) return 'undated';
  const [year, month, date] = day.split('-');
  const name = month && (months[Number(month) - 1] ?? month);
  return [date && String(Number(date)), name && (short ? name.slice(0, 3) : name), short && date ? null : year].filter(Boolean).join(' ');
}

/** "5 May 2015, 18:40". */
export function sayMoment(value: string | null | undefined): string {
  const time = value?.match(/T(\d{2}:\d{2})/)?.[1];
  return time ? `${sayDay(value)}, ${time}` : sayDay(value);
}

export function sayPeriod(first: string | null, last: string | null): string {
  if (!first) return 'undated';
  if (!last || dayOf(first) === dayOf(last)) return sayDay(first);
  if (first.slice(0, 7) === last.slice(0, 7) && last.length >= 10) return `${Number(first.slice(8, 10))} to ${sayDay(last)}`;
  return `${first.slice(0, 4) === last.slice(0, 4) ? sayDay(first).replace(/ \d{4}$/, '') : sayDay(first)} to ${sayDay(last)}`;
}

/** The order in time of two dates of which a day counts as its beginning; undated last. */
export function byTime(a: string | null | undefined, b: string | null | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  const [x, y] = [dayOf(a)!, dayOf(b)!];
  if (x !== y) return x < y ? -1 : 1;
  const [s, t] = [Date.parse(a), Date.parse(b)];
  return a.length > 10 && b.length > 10 && s !== t ? s - t : 0;
}
