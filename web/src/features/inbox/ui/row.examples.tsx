import { anInteraction, aPart, aService, NOW } from '@/shared/desk/fixtures/build';
import type { InteractionView } from '@/shared/api/schema';
import type { Examples } from '@/shared/ui/examples';
import './list.css';
import { Row, type RowData } from './row';

const draw = (over: Partial<InteractionView>, data: Partial<RowData> = {}) => () => (
  <div className={`row${over.unread ? ' row-unread' : ''}`}>
    <Row data={{ interaction: anInteraction(over), service: aService(), part: undefined, channelIcon: 'chat', picture: undefined, typing: false, waitingToSend: 0, keptLine: undefined, ...data }} />
  </div>
);

/** Rows of the list. */
export const examples: Examples = {
  title: 'Interaction row',
  states: {
    calm: draw({}),
    amber: draw({ waiting_since: NOW - 134_000, unread: 1 }),
    red: draw({ waiting_since: NOW - 408_000, unread: 120 }),
    typing: draw({}, { typing: true }),
    'customer’s turn': draw({ turn: 'customer', last_line: '[image]', last_line_own: true, last_message_at: NOW - 260_000 }),
    'window closing': draw({ window_until: NOW + 3_100_000 }),
    'window nearly closed': draw({ window_until: NOW + 250_000 }),
    'window closed': draw({ window_until: NOW - 1000 }),
    'not sent and waiting': draw({ failed_messages: 1 }, { waitingToSend: 2, keptLine: 'You will get the number here' }),
    'after-call work': draw({ state: 'after_call_work', ended_by: 'customer', ended_at: NOW - 10_000, after_call_work_until: NOW + 65_000 }),
    'asked by a colleague': draw({ agent_id: 'usr_ben', agent: 'Ben Ito' }, { part: aPart({ state: 'asked', asked_by: 'Ben Ito' }) }),
    'advising, help called': draw({ agent_id: 'usr_ben', agent: 'Ben Ito', help: { user_id: 'usr_ben', name: 'Ben Ito', since: NOW } }, { part: aPart() }),
    'long name': draw({ contact_name: 'Ingrid Sørensen-Bjørklund van der Heijden', service: 'Product advice and guarantee' }),
  },
};
