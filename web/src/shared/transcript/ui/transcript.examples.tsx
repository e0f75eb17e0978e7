import type { MessageView } from '../../api/schema';
import { aMessage, ANA, today } from '../../desk/fixtures/build';
import type { KeptMessage } from '../../desk/state';
import type { Examples } from '../../ui/examples';
import { transcriptItems } from '../model/items';
import { Transcript } from './transcript';

const own = (over: Partial<MessageView>): MessageView =>
  aMessage({ direction: 'outbound', author: { kind: 'agent', user_id: ANA }, author_name: 'Ana Ruiz', delivery: 'read', ...over });
const text = (words: string): MessageView['parts'] => [{ type: 'text', text: words }];
const commands = { retry: () => undefined, remove: () => undefined, fetchMedia: () => undefined };

const draw = (messages: MessageView[], kept: KeptMessage[] = []) => () => (
  <Transcript label="Conversation with Marta Olsen" items={transcriptItems(messages, kept, { interactionId: 'int_1', earlier: [] })} customer="Marta Olsen" ownId={ANA} commands={commands} />
);

const kept = (over: Partial<KeptMessage>): KeptMessage => ({ clientMsgId: 'c1', interactionId: 'int_1', threadId: 'thr_1', text: 'It leaves our warehouse today.', note: false, attachments: [], at: today(10, 55), state: 'waiting', ...over });

/** Every kind of part, and every way in which a message can stand. */
export const examples: Examples = {
  title: 'Transcript',
  states: {
    'received parts': draw([
      aMessage({ at: today(10, 1), parts: text('Look: https://example.net/tent_(2), and the invoice.') }),
      aMessage({ at: today(10, 1, 1), parts: [{ type: 'image', state: 'stored', attachment_id: 'att_pole', name: 'Pole.jpg' }] }),
      aMessage({ at: today(10, 1, 2), parts: [{ type: 'file', state: 'stored', attachment_id: 'att_invoice', name: 'Invoice AP-204 118.pdf', size_bytes: 182_000 }] }),
      aMessage({ at: today(10, 1, 3), parts: [{ type: 'audio', state: 'pending' }] }),
      aMessage({ at: today(10, 1, 4), parts: [{ type: 'video', state: 'failed' }] }),
      aMessage({ at: today(10, 1, 5), parts: [{ type: 'location', title: 'Besseggen', latitude: 61.49966, longitude: 8.74163 }] }),
      aMessage({ at: today(10, 1, 6), parts: [{ type: 'link', title: 'Ridgeline 2, two-person tent', url: 'https://example.net/ridgeline-2' }] }),
      aMessage({ at: today(10, 1, 7), parts: [{ type: 'template', kind: 'generic', lines: ['Your order AP-204 118', 'Ridgeline 2, 1 piece', '329 €'] }] }),
      aMessage({ at: today(10, 1, 8), parts: [{ type: 'unsupported', platform_type: 'ig_reel' }] }),
      aMessage({ at: today(10, 1, 9), parts: [{ type: 'sticker', state: 'stored', attachment_id: 'att_sticker', name: 'A tent' }] }),
    ]),
    'answered, tapped, edited, taken back': draw([
      own({ at: today(10, 0), id: 'msg_q', parts: text('What would you like best?') }),
      aMessage({ at: today(10, 2), parts: [...text('New pole'), { type: 'quick_reply', payload: 'POLE' }] }),
      aMessage({ at: today(10, 6), parts: [{ type: 'postback', title: 'Talk to a person', payload: 'HUMAN' }] }),
      aMessage({ at: today(10, 10), parts: text('A new pole, as said'), reply_to: { id: 'msg_q', preview: 'What would you like best?' } }),
      aMessage({ at: today(10, 14), parts: text('It is the blue one'), edits: 2 }),
      aMessage({ at: today(10, 18), parts: [], taken_back: true }),
    ]),
    'delivery states': draw([
      own({ at: today(10, 0), delivery: 'queued', parts: text('Waiting') }),
      own({ at: today(10, 5), delivery: 'sending', parts: text('Sending') }),
      own({ at: today(10, 10), delivery: 'sent', parts: text('Sent') }),
      own({ at: today(10, 15), delivery: 'delivered', parts: text('Delivered') }),
      own({ at: today(10, 20), delivery: 'read', parts: text('Read'), reactions: ['❤️'] }),
      own({ at: today(10, 25), delivery: 'uncertain', parts: text('Asked, no answer') }),
      own({ at: today(10, 30), delivery: 'sent', possible_duplicate: true, parts: text('Sent again after an uncertain try') }),
      own({
        at: today(10, 35),
        delivery: 'failed',
        parts: text('Not sent'),
        problem: { code: 'window_closed', sentence: 'The 24-hour window is over. It opens again when the customer writes.', platform: '#10 (2018278), trace A1b2', retry: false },
      }),
    ]),
    'kept in this window': draw([own({ at: today(10, 50), parts: text('Let me look.') })], [kept({}), kept({ clientMsgId: 'c2', text: 'You get the number here.' }), kept({ clientMsgId: 'c3', text: 'Refused', state: 'refused', problem: 'The chat has ended.' })]),
    'voices': draw([
      own({ at: today(10, 0), author: { kind: 'system' }, author_name: null, parts: text('Hello! An agent will be with you soon.') }),
      own({ at: today(10, 5), author: { kind: 'agent', user_id: 'usr_j' }, author_name: 'Jonas Weber', parts: text('Good morning Marta') }),
      own({ at: today(10, 10), author: { kind: 'elsewhere' }, author_name: null, parts: text('Sent from the page inbox') }),
      own({ at: today(10, 12), author: { kind: 'elsewhere' }, sent_by: { kind: 'app', id: '742', name: 'Order bot' }, author_name: null, parts: text('Your parcel is on its way') }),
      own({ at: today(10, 15), direction: 'note', delivery: null, parts: text('She has written by mail as well.') }),
      aMessage({ at: today(10, 20), parts: text('هل يصل قبل يوم الجمعة؟') }),
    ]),
    'what happened': draw(
      (
        [
          { type: 'system', line: 'came_from', source: 'ad', title: 'Ridgeline 2, autumn sale' },
          { type: 'system', line: 'queued', entry: 'Facebook page', service: 'Returns' },
          { type: 'system', line: 'offered', agent: 'Hana Sato', reason: 'skill Returns 60 ≥ 50, 1 of 4 chats, least loaded' },
          { type: 'system', line: 'offer_returned', agent: 'Hana Sato', cause: 'no_answer' },
          { type: 'system', line: 'accepted', agent: 'Jonas Weber' },
          { type: 'system', line: 'transferred', from: 'Jonas Weber', to_agent: 'Ana Ruiz', note: 'needs approval' },
          { type: 'system', line: 'agent_lost', agent: 'Ana Ruiz' },
          { type: 'system', line: 'opted_in', reference: 'newsletter' },
          { type: 'system', line: 'platform_event', kind: 'policy_enforcement' },
          { type: 'system', line: 'ended', by: 'Ana Ruiz' },
          { type: 'system', line: 'after_call_work', agent: 'Ana Ruiz' },
          { type: 'system', line: 'finished', disposition: 'Replacement sent' },
        ] as const
      ).map((part, minute) => aMessage({ direction: 'system', author: { kind: 'system' }, at: today(10, minute), parts: [part] })),
    ),
  },
};
