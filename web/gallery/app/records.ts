import type { RecordDetail, RecordRow } from '../../src/shared/api/schema';
import { aContact, aMessage, anInteraction, aReason, NOW } from '../../src/shared/desk/fixtures/build';

/** Records: a long list for searching, and one whole record. */

const at = (minutes: number, seconds = 0): number => new Date(2026, 9, 29, 14, minutes, seconds).getTime();
const inRecord = { interaction_id: 'int_record', thread_id: 'thr_record' };
const text = (words: string) => [{ type: 'text' as const, text: words }];
const by = (name: string) => ({ direction: 'outbound' as const, author: { kind: 'agent' as const, user_id: `usr_${name}` }, author_name: name, delivery: 'read' as const });

export const aRecord: RecordDetail = {
  interaction: anInteraction({
    id: 'int_record',
    state: 'closed',
    service: 'Orders & delivery',
    started_at: at(2, 10),
    ended_at: at(14),
    agent: 'Ana Ruiz',
    wrap_up_note: 'Pole bag sent without photo, approved.',
  }),
  contact: aContact(),
  entry: 'Facebook page',
  disposition: 'Replacement sent',
  ended_by: 'agent',
  messages: [
    aMessage({ ...inRecord, at: at(2, 9), direction: 'system', author: { kind: 'system' }, parts: [{ type: 'system', line: 'queued', service: 'Orders & delivery', entry: 'Facebook page' }] }),
    aMessage({ ...inRecord, at: at(2, 10), parts: text('The box arrived open and one pole bag is missing') }),
    aMessage({ ...inRecord, ...by('Jonas Weber'), at: at(3), parts: text('Good afternoon Marta, thank you for the message. Could you send a picture of the label?') }),
    aMessage({ ...inRecord, at: at(6), parts: text('I already recycled the box, sorry') }),
    aMessage({ ...inRecord, ...by('Jonas Weber'), direction: 'note', delivery: null, at: at(7), parts: text('@Ana can you approve without a photo? Customer since 2023, first claim.') }),
    aMessage({ ...inRecord, at: at(9), direction: 'system', author: { kind: 'system' }, parts: [{ type: 'system', line: 'transferred', from: 'Jonas Weber', to_agent: 'Ana Ruiz', note: 'needs approval' }] }),
    aMessage({ ...inRecord, ...by('Ana Ruiz'), at: at(10), parts: text('Hello Marta, Ana here. No photo needed, a new pole bag leaves today.') }),
    aMessage({ ...inRecord, at: at(11), parts: text('That was quick, thank you!') }),
    aMessage({ ...inRecord, at: at(12, 38), direction: 'system', author: { kind: 'system' }, parts: [{ type: 'system', line: 'ended', by: 'Ana Ruiz' }] }),
  ],
  segments: [
    { kind: 'queue', service: 'Orders & delivery', started_at: at(2, 10), ended_at: at(2, 41), outcome: 'offered' },
    { kind: 'offer', service: 'Orders & delivery', agent: 'Jonas Weber', started_at: at(2, 41), ended_at: at(2, 47), outcome: 'accepted' },
    { kind: 'talk', service: 'Orders & delivery', agent: 'Jonas Weber', started_at: at(2, 47), ended_at: at(9, 2), outcome: 'transferred' },
    { kind: 'offer', service: 'Orders & delivery', agent: 'Ana Ruiz', started_at: at(9, 2), ended_at: at(9, 9), outcome: 'accepted' },
    { kind: 'talk', service: 'Orders & delivery', agent: 'Ana Ruiz', started_at: at(9, 9), ended_at: at(12, 38), outcome: 'ended' },
    { kind: 'after_call_work', service: 'Orders & delivery', agent: 'Ana Ruiz', started_at: at(12, 38), ended_at: at(13, 50), outcome: 'finished' },
  ],
  decisions: [
    { at: at(2, 41), agent: 'Jonas Weber', state: 'accepted', reason: aReason({ sentence: 'skill Orders 70 ≥ 50, 3 of 8 chats, least loaded of 3', position: 1 }) },
    { at: at(9, 2), agent: 'Ana Ruiz', state: 'accepted', reason: aReason({ sentence: 'named in the transfer by Jonas Weber, 2 of 8 chats', candidates: 1 }) },
  ],
  times: { waited_ms: 31_000, first_answer_ms: 48_000, talk_ms: 584_000, after_call_work_ms: 72_000, total_ms: 700_000 },
  others: [{ id: 'int_e1', channel: 'messenger', title: 'Which footprint fits the Ridgeline 2?', service: 'Product advice', disposition: 'Answer provided', agent: 'Jonas Weber', started_at: new Date(2026, 10, 3, 9).getTime() }],
};

const NAMES = ['Marta Olsen', 'Liam Byrne', 'Amara Nwosu', 'Yuki Tanabe', 'Priya Raman', 'Tomás Herrera', 'Samira Khoury', '李雷', 'Óscar Peña', 'Ingrid Sørensen-Bjørklund van der Heijden'];
const LINES = ['The box arrived open and one pole bag is missing', 'Where is my parcel?', '[image]', 'Can I change the address?', 'Which footprint fits the Ridgeline 2?', 'Hola, no encuentro mi pedido'];
const SERVICES = ['Orders', 'Returns', 'Product advice'];
const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;

const row = (index: number): RecordRow => ({
  id: index === 2 ? 'int_record' : `int_row_${index}`,
  number: `K-7F3Q-${20_941 - index}`,
  channel: 'messenger',
  contact_name: pick(NAMES, index * 7),
  service: pick(SERVICES, index * 5),
  agent: index % 11 === 0 ? null : pick(['Ana Ruiz', 'Jonas Weber', 'Lena Fischer'], index),
  state: index === 0 ? 'queued' : index === 1 ? 'active' : index === 3 ? 'after_call_work' : 'closed',
  started_at: NOW - index * 1_700_000,
  ended_at: NOW - index * 1_700_000 + 600_000,
  waited_ms: 12_000 + ((index * 7919) % 90_000),
  talk_ms: index % 11 === 0 ? 0 : 180_000 + ((index * 104_729) % 900_000),
  disposition: index % 11 === 0 ? 'Abandoned' : pick(['Replacement sent', 'Answer provided', 'Refund agreed', null], index),
  line: pick(LINES, index),
});

const TOTAL = 1000;

/** A thousand rows, page by page, found by words. */
export const recordRows = (query: URLSearchParams): Response => {
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  const words = (query.get('q') ?? '').toLowerCase();
  const all = Array.from({ length: TOTAL }, (_, index) => row(index)).filter((each) => `${each.contact_name} ${each.line}`.toLowerCase().includes(words));
  const items = all.slice(from, from + limit);
  const next = from + limit < all.length ? String(from + limit) : undefined;
  return new Response(JSON.stringify({ items, next_cursor: next, total: all.length }), { headers: { 'content-type': 'application/json' } });
};
