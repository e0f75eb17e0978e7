import { describe, expect, it } from 'vitest';
import type { AttachmentView } from '../api/schema';
import { makeStore } from '../lib/store';
import { aMessage, aSnapshot, NOW } from './fixtures/build';
import { Outbox } from './outbox';
import { keep } from './reduce/kept';
import { fromSnapshot, type KeptMessage } from './state';
import { Uploads, type SentFile } from './uploads';

const stored = (id: string): AttachmentView => ({ id, name: id, kind: 'image', mime: 'image/png', size_bytes: 1 });

/** A file whose upload ends when told to; later tries end at once. */
const aFile = (id: string) => {
  let arrives = () => {};
  let fails = () => {};
  const way = new Promise<AttachmentView>((done, refuse) => {
    arrives = () => done(stored(id));
    fails = () => refuse(new Error('too large'));
  });
  const file: SentFile = { name: `${id}.png`, stored: way, again: () => Promise.resolve(stored(id)) };
  return { file, arrives: () => arrives(), fails: () => fails() };
};

const scene = () => {
  const store = makeStore(fromSnapshot(aSnapshot()));
  const posted: { text: string | null | undefined; files: readonly string[] }[] = [];
  const outbox = new Outbox(
    store,
    (_, body) => {
      posted.push({ text: body.text, files: body.attachment_ids ?? [] });
      return Promise.resolve(aMessage({ client_msg_id: body.client_msg_id, interaction_id: 'int_1' }));
    },
    () => 'refused',
  );
  const uploads = new Uploads(store, outbox.flush, (error) => (error instanceof Error ? error.message : ''));
  const write = (message: Partial<KeptMessage>) =>
    store.update((state) => keep(state, { clientMsgId: 'c1', interactionId: 'int_1', threadId: 'thr_1', text: 'Look', note: false, attachments: [], at: NOW, state: 'waiting', ...message }));
  return { store, outbox, uploads, posted, write };
};

describe('a message sent before its files have arrived', () => {
  it('goes out with all of them, in their order, and what was written later follows it', async () => {
    const { outbox, uploads, posted, write } = scene();
    const [first, second] = [aFile('a'), aFile('b')];
    write({ state: 'uploading', uploads: ['a.png', 'b.png'] });
    const gone = uploads.follow('c1', [first.file, second.file]);
    write({ clientMsgId: 'c2', text: 'And this' });
    outbox.flush();
    second.arrives();
    await second.file.stored;
    expect(posted).toEqual([]);
    first.arrives();
    await gone;
    await outbox.settled('int_1');
    expect(posted).toEqual([
      { text: 'Look', files: ['a', 'b'] },
      { text: 'And this', files: [] },
    ]);
  });

  it('stays with the reason when a file is refused, and goes out whole when tried again', async () => {
    const { store, outbox, uploads, posted, write } = scene();
    const [good, bad] = [aFile('a'), aFile('b')];
    write({ state: 'uploading', uploads: ['a.png', 'b.png'] });
    const refused = uploads.follow('c1', [good.file, bad.file]);
    good.arrives();
    bad.fails();
    await refused;
    expect(store.get().kept).toMatchObject([{ state: 'refused', problem: 'b.png: too large' }]);
    expect(posted).toEqual([]);
    await uploads.again('c1');
    await outbox.settled('int_1');
    expect(posted).toEqual([{ text: 'Look', files: ['a', 'b'] }]);
  });
});
