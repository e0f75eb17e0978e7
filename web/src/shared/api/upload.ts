import { ApiError, OfflineError } from './errors';
import type { AttachmentView, ErrorBody } from './schema';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Uploads a file, to be named in a message afterwards; tells how far it is (0–1). */
export const uploadFile = (
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
  to: '/api/v1/attachments' | '/api/v1/pictures' = '/api/v1/attachments',
): Promise<AttachmentView> =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file, file.name);
    request.open('POST', to);
    // Uploads are no JSON: this header is what a foreign form cannot send.
    request.setRequestHeader('X-Parlance', '1');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => fail(new OfflineError('no answer'));
    request.onabort = () => fail(new DOMException('given up', 'AbortError'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      // The document types the answer; only the status tells which of the two it is.
      if (request.status === 201) done(answer as AttachmentView);
      else fail(new ApiError(request.status, answer as ErrorBody | undefined, undefined));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
