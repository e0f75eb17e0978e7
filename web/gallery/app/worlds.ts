import type { DeskSnapshot, InteractionDetail, RecordDetail, SessionView, SignInOptions, TransferTargets } from '../../src/shared/api/schema';
import { anAgent, aSnapshot, NOW, today } from '../../src/shared/desk/fixtures/build';
import { herrera, marta, offers, others } from './chats';
import { aRecord, recordRows } from './records';

/** Everything a mocked server knows. */
export interface World {
  signedIn: boolean;
  signIn: SignInOptions;
  snapshot: DeskSnapshot;
  details: ReadonlyMap<string, InteractionDetail>;
  targets: TransferTargets;
  records: (query: URLSearchParams) => Response;
  record: RecordDetail | undefined;
  sessions: SessionView[];
  offline: boolean;
  /** Paths that never answer, to see what waits. */
  hang?: RegExp;
  /** What the socket says after its greeting. */
  frames: readonly unknown[];
}

const details = new Map([marta, herrera].map((detail) => [detail.interaction.id, detail]));

const busy: World = {
  signedIn: true,
  signIn: { setup_required: false, tenant_required: false },
  snapshot: aSnapshot({
    offers,
    interactions: [marta.interaction, herrera.interaction, ...others],
    today: { handled: 23, waiting: 2 },
  }),
  details,
  targets: {
    agents: [
      { agent: anAgent({ user_id: 'usr_j', name: 'Jonas Weber', state: 'busy', held: 3, since: NOW - 720_000 }), available: true },
      { agent: anAgent({ user_id: 'usr_l', name: 'Lena Fischer', state: 'ready', held: 0, since: NOW - 64_000 }), available: true },
      { agent: anAgent({ user_id: 'usr_h', name: 'Hana Sato', state: 'break', reason: 'Lunch', held: 0, since: NOW - 900_000 }), available: false, why_not: 'On a break: Lunch' },
    ],
    services: [
      { service_id: 'svc_orders', name: 'Orders', waiting: 2, agents_with_room: 3, oldest_since: NOW - 41_000 },
      { service_id: 'svc_advice', name: 'Product advice', waiting: 0, agents_with_room: 1 },
    ],
  },
  records: recordRows,
  record: aRecord,
  sessions: [
    { id: 'ses_1', created_at: today(8, 2), last_seen_at: NOW, client: 'Chromium on Linux', current: true },
    { id: 'ses_2', created_at: NOW - 200_000_000, last_seen_at: NOW - 9_000_000, client: 'Safari on iPhone', current: false },
  ],
  offline: false,
  frames: [{ kind: 'customer_typing', interaction_id: 'int_marta', typing: true }],
};

const ready = aSnapshot({ agent: anAgent({ state: 'ready', held: 0, since: NOW - 187_000 }), today: { handled: 23, waiting: 0 } });

const WORLDS: Record<string, World> = {
  busy,
  offline: { ...busy, offline: true, snapshot: { ...busy.snapshot, offers: [] }, frames: [] },
  quiet: { ...busy, snapshot: { ...busy.snapshot, offers: [] } },
  empty: { ...busy, snapshot: ready, details: new Map() },
  'not-ready': { ...busy, snapshot: { ...ready, agent: anAgent({ state: 'break', availability: 'not_ready', reason: 'Lunch', reason_id: 'rsn_lunch', held: 0, since: NOW - 900_000 }) } },
  'no-records': { ...busy, records: () => new Response(JSON.stringify({ items: [] }), { headers: { 'content-type': 'application/json' } }) },
  'records-failed': { ...busy, records: () => new Response(JSON.stringify({ error: { code: 'unavailable', message: 'The database is away. Your chats are not affected.', request_id: 'req_7f3' } }), { status: 500 }) },
  loading: { ...busy, hang: /^\/(interactions|records)/ },
  'signed-out': { ...busy, signedIn: false },
  demo: {
    ...busy,
    signedIn: false,
    signIn: {
      setup_required: false,
      tenant_required: false,
      demo_users: [
        { username: 'ana.ruiz', name: 'Ana Ruiz', role: 'Agent, Returns' },
        { username: 'jonas.weber', name: 'Jonas Weber', role: 'Agent, Orders' },
        { username: 'nora.kim', name: 'Nora Kim', role: 'Administrator' },
      ],
    },
  },
  'set-up': { ...busy, signedIn: false, signIn: { setup_required: true, tenant_required: false } },
};

/** A world by its name; `busy` when there is none. */
export const worldNamed = (name: string): World => WORLDS[name] ?? busy;
