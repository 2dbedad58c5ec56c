import type { components, paths } from '@wire';

/** A thing as it goes over the wire, by its name in the OpenAPI document. */
export type Wire<Name extends keyof components['schemas']> = components['schemas'][Name];

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The addresses that take a method. */
export type Path<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: object } ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends Path<M>> = paths[P][M];

type InPath<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { parameters: { path: infer Wanted } } ? Wanted : undefined;

type InQuery<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { parameters: { query?: infer Wanted } } ? Wanted : undefined;

type Sent<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? Body
    : undefined;

/** What an address answers when all is well. */
export type Answered<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { responses: infer Responses }
    ? {
        [Status in keyof Responses]: Status extends 200 | 201 | 202
          ? Responses[Status] extends { content: { 'application/json': infer Body } }
            ? Body
            : undefined
          : never;
      }[keyof Responses]
    : undefined;

type Given<Name extends string, Value> = Value extends undefined
  ? { [K in Name]?: undefined }
  : { [K in Name]: Value };

/** What goes with a request: what stands in the address, what comes after it, what is sent. */
export type Request<M extends Method, P extends Path<M>> = Given<'path', InPath<M, P>> & {
  query?: Partial<InQuery<M, P>> | undefined;
  json?: Sent<M, P>;
  /** Anything that is not JSON: a form, or the bytes of a file. */
  body?: BodyInit;
  /** The revision that the change is meant for, as it was read. */
  revision?: number;
  signal?: AbortSignal;
};
