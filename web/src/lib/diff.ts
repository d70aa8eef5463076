// Which words of one text another keeps, drops and adds: Myers' O(ND) difference over words.

export type Piece = { kind: 'same' | 'gone' | 'new'; text: string };

/** Words with the white space behind them; put together they are the text. */
export const wordsOf = (text: string): string[] => text.match(/\s*\S+\s*?(?=\s|$)|\s+$/gu) ?? [];

/** Two words count as one whatever the white space around them. */
const same = (a: string, b: string) => a.trim() === b.trim();

type Step = 'same' | 'gone' | 'new';

/** The steps from a to b; `limit` bounds the edits that are looked for, and with them time and memory. */
function steps(a: string[], b: string[], limit: number): Step[] | null {
  const traces: Int32Array[] = [];
  const most = Math.min(a.length + b.length, limit);
  const offset = most + 1;
  let reach = new Int32Array(2 * most + 3);
  for (let edits = 0; edits <= most; ++edits) {
    traces.push(reach.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[offset + k - 1]! < reach[offset + k + 1]!);
      let x = down ? reach[offset + k + 1]! : reach[offset + k - 1]! + 1;
      while (x < a.length && x - k < b.length && same(a[x]!, b[x - k]!)) ++x;
      reach[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(traces, offset, a.length, b.length);
    }
  }
  return null;
}

function walkBack(traces: Int32Array[], offset: number, x: number, y: number): Step[] {
  const path: Step[] = [];
  for (let edits = traces.length - 1; edits >= 0; --edits) {
    const reach = traces[edits]!;
    const k = x - y;
    const down = k === -edits || (k !== edits && reach[offset + k - 1]! < reach[offset + k + 1]!);
    const fromX = reach[offset + (down ? k + 1 : k - 1)]!;
    const fromY = fromX - (down ? k + 1 : k - 1);
    for (; x > fromX && y > fromY; --x, --y) path.push('same');
    if (edits > 0) path.push(down ? 'new' : 'gone');
    [x, y] = [fromX, fromY];
  }
  return path.reverse();
}

function joined(path: Step[], a: string[], b: string[]): Piece[] {
  const pieces: Piece[] = [];
  let x = 0;
  let y = 0;
  for (const step of path) {
    const text = step === 'gone' ? a[x]! : b[y]!;
    if (step !== 'new') ++x;
    if (step !== 'gone') ++y;
    const last = pieces[pieces.length - 1];
    if (last?.kind === step) last.text += text;
    // The first word of a text has no white space before it, and may stand behind another piece here.
    else pieces.push({ kind: step, text: last && !/^\s/.test(text) ? ` ${text}` : text });
  }
  return pieces;
}

/** The difference in words. Texts that share too little come back as all gone, all new. */
export function diffWords(before: string, after: string, limit = 1200): Piece[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const path = steps(a, b, limit);
  if (path) return joined(path, a, b);
  return [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ];
}
