import type { ErrorBody, FieldError } from './schema';

/** The server refused, with its reason in words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable word for programs, e.g. `not_found`. */
  readonly code: string;
  /** Faults by field, when a form was refused. */
  readonly fields: readonly FieldError[];
  readonly requestId: string | undefined;
  /** Try again after so long, when the server says it. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: ErrorBody | undefined, retryAfterMs: number | undefined) {
    super(body?.error.message ?? '');
    this.status = status;
    this.code = body?.error.code ?? 'unknown';
    this.fields = body?.error.fields ?? [];
    this.requestId = body?.error.request_id ?? undefined;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer came: the network or the server is away. Whether the request was carried out is not known. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
}

/** What is wrong with one field of a refused form; undefined when nothing is. */
export const fieldError = (error: unknown, field: string): string | undefined =>
  error instanceof ApiError ? error.fields.find((each) => each.field === field)?.message : undefined;

const isErrorBody = (value: unknown): value is ErrorBody => {
  if (typeof value !== 'object' || value === null || !('error' in value)) return false;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
};

const retryAfter = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
};

/** The error class of a refused response. */
export const errorFrom = (response: Response, body: unknown): ApiError =>
  new ApiError(response.status, isErrorBody(body) ? body : undefined, retryAfter(response));
