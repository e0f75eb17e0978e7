import { describe, expect, it } from 'vitest';
import { makeStore } from '../lib/store';
import { aMessage, aSnapshot, NOW } from './fixtures/build';
import { Outbox } from './outbox';
import { keep } from './reduce/kept';
import { fromSnapshot } from './state';

const scene = () => {
  const store = makeStore(fromSnapshot(aSnapshot()));
  const answers: (() => void)[] = [];
  const outbox = new Outbox(
    store,
    (_, body) => new Promise((resolve) => answers.push(() => resolve(aMessage({ client_msg_id: body.client_msg_id, interaction_id: 'int_1' })))),
    () => 'refused',
  );
  store.update((state) =>
    keep(state, { clientMsgId: 'c1', interactionId: 'int_1', threadId: 'thr_1', text: 'Bye', note: false, attachments: [], at: NOW, state: 'waiting' }),
  );
  return { store, outbox, answers };
};

describe('what is on its way', () => {
  it('is settled when the server has it', async () => {
    const { store, outbox, answers } = scene();
    outbox.flush();
    const settled = outbox.settled('int_1');
    answers.forEach((answer) => answer());
    await settled;
    expect(store.get().kept).toEqual([]);
  });

  it('holds nobody up in another interaction', async () => {
    const { outbox } = scene();
    await outbox.settled('int_2');
  });
});
