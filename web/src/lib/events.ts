// Server-sent events out of a fetched body. EventSource cannot send a header, and a token has no business
// in an address.

export type ServerEvent = { event: string; data: string };

/** Takes text as it arrives and gives the events that are complete. */
export class EventReader {
  private rest = '';

  push(text: string): ServerEvent[] {
    const blocks = (this.rest + text.replace(/\r/g, '')).split('\n\n');
    this.rest = blocks.pop()!;
    return blocks.map(eventOf).filter((event): event is ServerEvent => event !== null);
  }
}

function eventOf(block: string): ServerEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  }
  return data.length ? { event, data: data.join('\n') } : null;
}
