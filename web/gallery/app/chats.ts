import type { InteractionDetail, InteractionView, MessageView, OfferView } from '../../src/shared/api/schema';
import { aContact, aMessage, ANA, anInteraction, anOffer, NOW, today } from '../../src/shared/desk/fixtures/build';

/** Believable chats of an outdoor shop. */

const own = (over: Partial<MessageView>): MessageView =>
  aMessage({ direction: 'outbound', author: { kind: 'agent', user_id: ANA }, author_name: 'Ana Ruiz', delivery: 'read', ...over });

const line = (over: Partial<MessageView>, part: Extract<MessageView['parts'][number], { type: 'system' }>): MessageView =>
  aMessage({ direction: 'system', author: { kind: 'system' }, parts: [part], ...over });

const text = (words: string): MessageView['parts'] => [{ type: 'text', text: words }];

const inMarta = { interaction_id: 'int_marta', thread_id: 'thr_marta' };

export const marta: InteractionDetail = {
  interaction: anInteraction({
    id: 'int_marta',
    thread_id: 'thr_marta',
    contact_id: 'con_marta',
    contact_name: 'Marta Olsen',
    accepted_at: NOW - 1_122_000,
    last_line: 'Will it be here before Friday? We leave on Saturday morning',
    failed_messages: 1,
  }),
  contact: aContact({ id: 'con_marta', picture_id: 'att_face', notes: 'Prefers short answers, usually writes from the trail.' }),
  came_from: { source: 'ad', title: 'Ridgeline 2, autumn sale', at: today(10, 36) },
  earlier: [
    { id: 'int_e1', channel: 'messenger', title: 'Which footprint fits the Ridgeline 2?', service: 'Product advice', disposition: 'Answer provided', agent: 'Jonas Weber', started_at: new Date(2026, 10, 3, 9).getTime() },
    { id: 'int_e2', channel: 'messenger', title: 'Order AP-204 118 arrived damaged', service: 'Orders', disposition: 'Replacement sent', agent: 'Ana Ruiz', started_at: new Date(2026, 9, 29, 14).getTime() },
    { id: 'int_e3', channel: 'messenger', title: 'Invoice with company name', service: 'Orders', disposition: 'Problem solved', agent: 'Lena Fischer', started_at: new Date(2026, 2, 14, 11).getTime() },
  ],
  earlier_cursor: 'c1',
  messages: [
    line({ ...inMarta, at: today(10, 36, 1) }, { type: 'system', line: 'came_from', source: 'ad', title: 'Ridgeline 2, autumn sale' }),
    aMessage({ ...inMarta, at: today(10, 36, 4), parts: [...text('Hi! I bought the Ridgeline 2 three weeks ago and a pole snapped on the second night 😕'), { type: 'image', state: 'stored', attachment_id: 'att_pole', name: 'Pole.jpg', mime: 'image/jpeg' }] }),
    line({ ...inMarta, at: today(10, 37) }, { type: 'system', line: 'offered', agent: 'Ana Ruiz', reason: 'skill Returns 80 ≥ 50, 5 of 8 chats, idle 3 min' }),
    own({ ...inMarta, at: today(10, 38), parts: text('Oh no, that should not happen on a new tent. I am sorry! I can sort this out right now, it is covered by the guarantee.'), reactions: ['❤️'] }),
    own({ ...inMarta, at: today(10, 39), parts: text('What would you like best?') }),
    aMessage({ ...inMarta, at: today(10, 40), parts: [...text('New pole'), { type: 'quick_reply', payload: 'POLE' }] }),
    own({ ...inMarta, at: today(10, 43), author: { kind: 'elsewhere' }, author_name: null, delivery: 'delivered', parts: text('Hi Marta, we got your e-mail too. Ana is looking after you here.') }),
    aMessage({ ...inMarta, at: today(10, 52), parts: [{ type: 'sticker', state: 'stored', attachment_id: 'att_sticker', name: 'A little tent with a hopeful face' }] }),
    aMessage({ ...inMarta, at: today(10, 52, 20), parts: text('Will it be here before Friday? We leave on Saturday morning'), reply_to: { preview: 'What would you like best?' } }),
    own({
      ...inMarta,
      at: today(10, 54),
      delivery: 'failed',
      parts: text('I have ordered it as express. It leaves our warehouse today and should be with you on Wednesday.'),
      problem: { code: 'no_answer', sentence: 'Messenger did not answer, 3 tries.', retry: true },
    }),
  ],
};

const inHerrera = { interaction_id: 'int_herrera', thread_id: 'thr_herrera' };
const inPast = { interaction_id: 'int_past', thread_id: 'thr_herrera' };
const past = (hours: number, minutes: number) => new Date(2026, 10, 16, hours, minutes).getTime();

export const herrera: InteractionDetail = {
  interaction: anInteraction({
    id: 'int_herrera',
    thread_id: 'thr_herrera',
    contact_id: 'con_herrera',
    contact_name: 'Tomás Herrera',
    state: 'after_call_work',
    ended_by: 'customer',
    ended_at: NOW - 115_000,
    after_call_work_until: NOW + 65_000,
    waiting_since: null,
    disposition_id: 'dsp_Replacement sent',
    wrap_up_note: 'New pole set to the Bilbao address. He keeps the old fly, no return needed.',
  }),
  contact: aContact({ id: 'con_herrera', name: 'Tomás Herrera', first_name: 'Tomás', last_name: 'Herrera', email: null, phone: '+34 94 401 23 45', language: 'Spanish' }),
  earlier: [{ id: 'int_past', channel: 'messenger', title: 'The zip of the inner tent came off', service: 'Returns', disposition: 'Replacement sent', agent: 'Jonas Weber', started_at: past(17, 12) }],
  messages: [
    aMessage({ ...inPast, at: past(17, 12), parts: text('The zip of the inner tent came off') }),
    own({ ...inPast, at: past(17, 20), author: { kind: 'agent', user_id: 'usr_j' }, author_name: 'Jonas Weber', parts: text('A new inner tent is on its way, Tomás. It should be there on Friday.') }),
    aMessage({ ...inHerrera, at: today(10, 21), parts: text('Hola Ana, the parcel came but the pole set is the one for the Ridgeline 3') }),
    own({ ...inHerrera, at: today(10, 23), parts: text('Thank you for telling me, Tomás. That is our mistake. I am sending the right set today, no need to return anything.') }),
    aMessage({ ...inHerrera, at: today(10, 24), parts: text('To the same address in Bilbao?') }),
    own({ ...inHerrera, at: today(10, 25), direction: 'note', delivery: null, parts: text('Address checked: Calle Somera 12, 48005. Warehouse has 14 sets.') }),
    own({ ...inHerrera, at: today(10, 26), parts: text('Yes, Calle Somera 12. You get the tracking number here as soon as it leaves: https://example.net/track/AP-204.') }),
    aMessage({ ...inHerrera, at: today(10, 29), parts: text('Perfecto, gracias!'), reactions: ['👍'] }),
    line({ ...inHerrera, at: today(10, 53) }, { type: 'system', line: 'ended', by: 'Tomás Herrera' }),
    line({ ...inHerrera, at: today(10, 53, 1) }, { type: 'system', line: 'after_call_work', agent: 'Ana Ruiz' }),
  ],
};

export const others: InteractionView[] = [
  anInteraction({ id: 'int_amara', contact_name: 'Amara Nwosu', last_line: 'Is the label still valid on Monday?', unread: 2, waiting_since: NOW - 408_000, window_until: NOW + 52.5 * 60_000 }),
  anInteraction({ id: 'int_liam', contact_name: 'Liam Byrne', service: 'Orders', service_id: 'svc_orders', last_line: 'Great, then please change the address to 14 Quay Street', unread: 1, waiting_since: NOW - 134_000 }),
  anInteraction({ id: 'int_yuki', contact_name: 'Yuki Tanabe', service: 'Orders', service_id: 'svc_orders', turn: 'customer', waiting_since: null, last_line: 'The courier comes between 9 and 12', last_line_own: true, last_message_at: NOW - 260_000 }),
  anInteraction({ id: 'int_priya', contact_name: 'Priya Raman', service: 'Product advice', service_id: 'svc_advice', turn: 'customer', waiting_since: null, last_line: 'Yes, the Ridgeline 2 fits in that bag', last_line_own: true, last_message_at: NOW - 680_000 }),
];

export const offers: OfferView[] = [anOffer()];
