/** The simulator refused, with its reason in words, or did not answer. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
}

const BASE = '/simulator/api';

const reasonOf = (body: unknown): string | undefined => {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;
};

const call = async <T>(path: string, init: RequestInit): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(BASE + path, init);
  } catch {
    throw new SimulatorError('The simulator does not answer. Is it still running?');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new SimulatorError(reasonOf(body) ?? `The simulator answered with status ${response.status}.`);
  return body as T;
};

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Calls of the control API. The caller names the type of the answer. */
export const api = {
  get: <T>(path: string): Promise<T> => call<T>(path, {}),
  post: <T = unknown>(path: string, body: unknown = {}): Promise<T> => call<T>(path, json('POST', body)),
  put: <T = unknown>(path: string, body: unknown): Promise<T> => call<T>(path, json('PUT', body)),
  patch: <T = unknown>(path: string, body: unknown): Promise<T> => call<T>(path, json('PATCH', body)),
  delete: <T = unknown>(path: string): Promise<T> => call<T>(path, { method: 'DELETE' }),
  upload: <T = unknown>(path: string, file: File): Promise<T> => {
    const form = new FormData();
    form.append('file', file, file.name);
    return call<T>(path, { method: 'POST', body: form });
  },
};
