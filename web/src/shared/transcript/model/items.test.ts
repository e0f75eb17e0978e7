import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../api/schema';
import type { KeptMessage } from '../../desk/state';
import { ANA, aMessage, NOW, today } from '../../desk/fixtures/build';
import { transcriptItems, type TranscriptItem } from './items';

const here = { interactionId: 'int_1', earlier: [] };
const own = (over: Partial<MessageView> = {}) =>
  aMessage({ direction: 'outbound', author: { kind: 'agent', user_id: ANA }, author_name: 'Ana Ruiz', delivery: 'read', ...over });

const kept: KeptMessage = { clientMsgId: 'c9', interactionId: 'int_1', threadId: 'thr_1', text: 'Soon', note: false, attachments: [], at: NOW, state: 'waiting' };

const shape = (items: TranscriptItem[]): string[] =>
  items.map((item) => (item.kind === 'group' ? `${item.voice} ${item.entries.length}${item.past ? ' past' : ''}` : item.kind));

describe('a transcript', () => {
  it('orders by moment, then by id', () => {
    const items = transcriptItems([aMessage({ id: 'msg_b', at: today(10, 1) }), aMessage({ id: 'msg_c', at: today(10, 0) }), aMessage({ id: 'msg_a', at: today(10, 1) })], [], here);
    const group = items[1];
    expect(group?.kind === 'group' && group.entries.map((entry) => entry.key)).toEqual(['msg_c', 'msg_a', 'msg_b']);
  });

  it('groups one author’s messages in quick succession', () => {
    const items = transcriptItems(
      [aMessage({ at: today(10, 0) }), aMessage({ at: today(10, 2) }), aMessage({ at: today(10, 9) }), own({ at: today(10, 10) }), own({ at: today(10, 11) })],
      [],
      here,
    );
    expect(shape(items)).toEqual(['day', 'customer 2', 'customer 1', 'agent 2']);
  });

  it('keeps notes, the page inbox and automatic texts apart from answers', () => {
    const items = transcriptItems(
      [
        own({ at: today(10, 0) }),
        own({ at: today(10, 0, 10), direction: 'note', delivery: null }),
        own({ at: today(10, 0, 20), author: { kind: 'elsewhere' }, author_name: null }),
        own({ at: today(10, 0, 30), author: { kind: 'system' }, author_name: null }),
      ],
      [],
      here,
    );
    expect(shape(items)).toEqual(['day', 'agent 1', 'note 1', 'elsewhere 1', 'automatic 1']);
  });

  it('gives each standing its own foot', () => {
    const items = transcriptItems(
      [own({ at: today(10, 0), delivery: 'read' }), own({ at: today(10, 0, 5), delivery: 'sent' }), own({ at: today(10, 0, 6), delivery: 'failed' }), own({ at: today(10, 0, 7), delivery: 'failed' })],
      [],
      here,
    );
    expect(shape(items)).toEqual(['day', 'agent 1', 'agent 1', 'agent 1', 'agent 1']);
  });

  it('sets apart what was imported', () => {
    const past = { interaction_id: null, imported: true };
    const items = transcriptItems([aMessage({ at: today(8, 0), ...past }), aMessage({ at: today(8, 1), ...past }), aMessage({ at: today(9, 0) })], [], here);
    expect(shape(items)).toEqual(['day', 'customer 2 past', 'day', 'customer 1']);
    expect(items.map((item) => item.kind === 'day' && item.imported)).toEqual([true, false, undefined, false]);
  });

  it('draws a line between days and between chats, naming earlier chats', () => {
    const chat = { id: 'int_0', channel: 'messenger', title: 'Zip', service: 'Returns', started_at: today(8, 0) };
    const items = transcriptItems(
      [aMessage({ at: today(8, 0) - 86_400_000, interaction_id: 'int_0' }), aMessage({ at: today(8, 0), interaction_id: 'int_0' }), aMessage({ at: today(9, 0) })],
      [],
      { interactionId: 'int_1', earlier: [chat] },
    );
    expect(shape(items)).toEqual(['day', 'customer 1 past', 'day', 'customer 1 past', 'day', 'customer 1']);
    const days = items.filter((item) => item.kind === 'day');
    expect(days.map((item) => [item.sameDay, item.chat?.service])).toEqual([
      [false, 'Returns'],
      [false, 'Returns'],
      [true, undefined],
    ]);
  });

  it('shows unconfirmed messages last, under the key their confirmed copy will have', () => {
    const before = transcriptItems([own({ at: NOW + 5000, id: 'msg_1' })], [kept], here);
    const after = transcriptItems([own({ at: NOW + 5000, id: 'msg_1' }), own({ at: NOW + 6000, client_msg_id: 'c9', delivery: 'queued' })], [], here);
    const keys = (items: TranscriptItem[]) => items.flatMap((item) => (item.kind === 'group' ? item.entries.map((entry) => entry.key) : []));
    expect(keys(before)).toEqual(['msg_1', 'c9']);
    expect(keys(after)).toEqual(['msg_1', 'c9']);
  });

  it('lets system lines stand between groups', () => {
    const line = aMessage({ direction: 'system', author: { kind: 'system' }, parts: [{ type: 'system', line: 'accepted', agent: 'Ana Ruiz' }], at: today(10, 1) });
    expect(shape(transcriptItems([aMessage({ at: today(10, 0) }), line, aMessage({ at: today(10, 2) })], [], here))).toEqual(['day', 'customer 1', 'system', 'customer 1']);
  });
});
