import { Problem } from './problem';
import { session } from './session';
import type { Answered, Method, Path, Request } from './wire';

/** The address with its parameters, safe against what people call things. */
export function address(path: string, given?: object, query?: object): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((given as Record<string, unknown> | undefined)?.[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** Headers with the session's key. */
export function keyed(more: Record<string, string> = {}): Record<string, string> {
  const key = session.key();
  return key === undefined ? more : { ...more, Authorization: `Bearer ${key}` };
}

/**
 * Sends a request and sees to it that it was answered well.
 *
 * @throws Problem with the server's sentence, or status 0 where nothing answered
 */
export async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (failure) {
    if (init.signal?.aborted) throw failure;
    session.unreachable();
    throw new Problem(0, '');
  }
  session.answered();
  if (response.ok) return response;
  if (response.status === 401) session.refused();
  const after = Number(response.headers.get('Retry-After'));
  const problem: unknown = await response.json().catch(() => undefined);
  throw new Problem(response.status, detail(problem), after > 0 ? after : undefined);
}

function detail(problem: unknown): string {
  const told = problem !== null && typeof problem === 'object' && 'detail' in problem ? problem.detail : '';
  return typeof told === 'string' ? told : '';
}

async function ask<M extends Method, P extends Path<M>>(
  method: M,
  path: P,
  request: Request<M, P>,
): Promise<Answered<M, P>> {
  const headers = keyed();
  if (request.json !== undefined) headers['Content-Type'] = 'application/json';
  if (request.revision !== undefined) headers['If-Match'] = `"${request.revision}"`;
  const response = await send(address(path as string, request.path as object | undefined, request.query), {
    method: method.toUpperCase(),
    headers,
    body: request.json === undefined ? (request.body ?? null) : JSON.stringify(request.json),
    signal: request.signal ?? null,
  });
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return (isJson ? await response.json() : undefined) as Answered<M, P>;
}

type Rest<M extends Method, P extends Path<M>> =
  object extends Request<M, P> ? [request?: Request<M, P>] : [request: Request<M, P>];

/** The one way to the server; addresses, parameters and answers are those of the OpenAPI document. */
export const api = {
  get: <P extends Path<'get'>>(path: P, ...[request]: Rest<'get', P>) =>
    ask('get', path, request ?? ({} as Request<'get', P>)),
  post: <P extends Path<'post'>>(path: P, ...[request]: Rest<'post', P>) =>
    ask('post', path, request ?? ({} as Request<'post', P>)),
  put: <P extends Path<'put'>>(path: P, ...[request]: Rest<'put', P>) =>
    ask('put', path, request ?? ({} as Request<'put', P>)),
  patch: <P extends Path<'patch'>>(path: P, ...[request]: Rest<'patch', P>) =>
    ask('patch', path, request ?? ({} as Request<'patch', P>)),
  delete: <P extends Path<'delete'>>(path: P, ...[request]: Rest<'delete', P>) =>
    ask('delete', path, request ?? ({} as Request<'delete', P>)),
};

/** Bytes that an address gives, such as the content of an example. */
export async function download(url: string, signal?: AbortSignal): Promise<Blob> {
  const response = await send(url, { headers: keyed(), signal: signal ?? null });
  return response.blob();
}

/** Everything of a list that comes in pages. */
export async function everything<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; next?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    all.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}
