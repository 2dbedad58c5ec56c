import { keyed, send } from './client';

/**
 * Follows server-sent events until the stream ends. (The browser's own EventSource cannot send a key.)
 *
 * @param heard is told each event's name and data
 * @throws Problem if the stream cannot be opened or breaks
 */
export async function follow(
  url: string,
  heard: (event: string, data: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  return following(url, {}, heard, signal);
}

/** The same for what is sent first and then told about. */
export async function followPost(
  url: string,
  body: BodyInit,
  heard: (event: string, data: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  return following(url, { method: 'POST', body }, heard, signal);
}

async function following(
  url: string,
  init: RequestInit,
  heard: (event: string, data: unknown) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const response = await send(url, {
    ...init,
    headers: keyed({ Accept: 'text/event-stream' }),
    signal: signal ?? null,
  });
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = eventParser(heard);
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    parser(chunk.value);
  }
}

/** Takes a stream of events in pieces of any size. */
export function eventParser(heard: (event: string, data: unknown) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    rest += piece;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) tell(block, heard);
  };
}

function tell(block: string, heard: (event: string, data: unknown) => void) {
  let event = 'message';
  let data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    if (line.startsWith('data:')) data += line.slice(5).trim();
  }
  if (data !== '') heard(event, JSON.parse(data));
}
