import { errorFrom, OfflineError } from '@/shared/api/errors';
import { withProof } from '@/shared/api/sudo';

/** An archive may take longer than other answers: it has no time limit. */
const send = withProof((request) => fetch(request));

const bodyOf = async (answer: Response): Promise<unknown> => {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
};

/** Everything that is kept about a customer, as a ZIP archive. */
export const exportContact = async (id: string): Promise<Blob> => {
  const request = new Request(`/api/v1/contacts/${encodeURIComponent(id)}/export`, { method: 'POST', headers: { 'content-type': 'application/json' } });
  let answer: Response;
  try {
    answer = await send(request);
  } catch (cause) {
    throw new OfflineError('no answer', { cause });
  }
  if (!answer.ok) throw errorFrom(answer, await bodyOf(answer));
  try {
    return await answer.blob();
  } catch (cause) {
    throw new OfflineError('the archive broke off', { cause });
  }
};
