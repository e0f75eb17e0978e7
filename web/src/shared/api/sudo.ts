import { errorFrom } from './errors';
import { makeStore } from '../lib/store';

type Waiting = (confirmed: boolean) => void;

/** Requests that wait until the person has proved once more who they are. */
export const waitingForProof = makeStore<readonly Waiting[]>([]);

/** Waits until the person has proved who they are; `false` when they would not. */
export const askForProof = (): Promise<boolean> =>
  new Promise((resolve) => {
    waitingForProof.update((waiting) => [...waiting, resolve]);
  });

/** Lets everything go on that waits. */
export const endProof = (confirmed: boolean): void => {
  const waiting = waitingForProof.get();
  waitingForProof.update(() => []);
  waiting.forEach((resolve) => resolve(confirmed));
};

const isRefused = async (answer: Response): Promise<boolean> => {
  if (answer.status !== 403) return false;
  try {
    const body: unknown = await answer.clone().json();
    return errorFrom(answer, body).code === 'sudo_required';
  } catch {
    return false;
  }
};

type Send = (request: Request) => Promise<Response>;

/** Sends; when the server wants a recent proof of who asks, asks for it and sends once more. */
export const withProof =
  (send: Send, ask: () => Promise<boolean> = askForProof): Send =>
  async (request) => {
    if (request.method === 'GET') return send(request);
    const again = request.clone();
    const answer = await send(request);
    if (!(await isRefused(answer)) || !(await ask())) return answer;
    return send(again);
  };
