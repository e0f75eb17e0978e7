import { describe, expect, it } from 'vitest';
import { askForProof, endProof, waitingForProof, withProof } from './sudo';

const refusal = (code: string) => Response.json({ error: { code, message: 'No.' } }, { status: 403 });

/** A server that answers in turn and remembers what it was sent. */
const server = (...answers: Response[]) => {
  const got: string[] = [];
  const send = async (request: Request): Promise<Response> => {
    got.push(`${request.method} ${await request.text()}`);
    return answers[got.length - 1] ?? new Response();
  };
  return { got, send };
};

const write = () => new Request('https://desk.example/api', { method: 'POST', body: '{"name":"Sync"}' });

describe('withProof', () => {
  it('sends the same once more after the person has proved who they are', async () => {
    const { got, send } = server(refusal('sudo_required'), Response.json({ ok: true }));
    const answer = await withProof(send, () => Promise.resolve(true))(write());
    expect(answer.status).toBe(200);
    expect(got).toEqual(['POST {"name":"Sync"}', 'POST {"name":"Sync"}']);
  });

  it('gives the refusal back, still readable, when they would not', async () => {
    const { got, send } = server(refusal('sudo_required'));
    const answer = await withProof(send, () => Promise.resolve(false))(write());
    expect(await answer.json()).toMatchObject({ error: { code: 'sudo_required' } });
    expect(got).toHaveLength(1);
  });

  it('does not ask for another reason', async () => {
    const { got, send } = server(refusal('forbidden'));
    const never = () => Promise.reject(new Error('asked'));
    expect((await withProof(send, never)(write())).status).toBe(403);
    expect(got).toHaveLength(1);
  });
});

describe('askForProof', () => {
  it('lets all that wait go on by one answer', async () => {
    const both = Promise.all([askForProof(), askForProof()]);
    expect(waitingForProof.get()).toHaveLength(2);
    endProof(true);
    expect(await both).toEqual([true, true]);
    expect(waitingForProof.get()).toHaveLength(0);
  });
});
