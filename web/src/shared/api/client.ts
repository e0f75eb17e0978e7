import createClient, { type Middleware } from 'openapi-fetch';
import { errorFrom, OfflineError } from './errors';
import type { paths } from './schema';
import { withProof } from './sudo';

const REQUEST_TIMEOUT_MS = 30_000;

type Listener = () => void;
const onSignedOut = new Set<Listener>();

/** Tells when the server no longer knows the session; returns how to stop. */
export const listenSignedOut = (listener: Listener): Listener => {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
};

/** The session has ended: tells everyone who listens. */
export const announceSignedOut = (): void => onSignedOut.forEach((listener) => listener());

/** Every write says that it is JSON: the server refuses what a foreign form could send. */
const asJson: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && !request.headers.has('content-type')) {
      request.headers.set('content-type', 'application/json');
    }
    return request;
  },
};

/** The typed client of the REST API. Answers come through {@link take}, which throws the error classes of `errors.ts`. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  fetch: withProof((request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]) })),
});
api.use(asJson);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer, or an error: `ApiError` when refused, `OfflineError` when none came. */
export const take = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
  let got: Answer<T>;
  try {
    got = await answer;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new OfflineError('no answer', { cause });
  }
  if (!got.response.ok) {
    if (got.response.status === 401) announceSignedOut();
    if (got.response.status >= 502 && got.response.status <= 504) throw new OfflineError('no answer', { cause: got.error });
    throw errorFrom(got.response, got.error);
  }
  // The type of `data` follows from the document; a 204 has none.
  return got.data as T;
};
