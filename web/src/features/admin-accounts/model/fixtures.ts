import type { AccountView, ChannelView, ConnectionReport, ParkedEventView } from '@/shared/api/schema';

/** Believable accounts for tests and examples. The clock stands at 22 Nov 2026, 10:41. */
export const NOW = Date.UTC(2026, 10, 22, 10, 41, 7);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const messenger: ChannelView = {
  id: 'messenger',
  label: 'Messenger',
  summary: 'Chats of a Facebook Page, from phones, tablets and computers.',
  icon: 'chat',
  types: [{ id: 'facebook', label: 'Facebook' }],
  fields: [
    { key: 'page_username', label: 'Page Username', hint: 'Without the @', group: 'page', kind: 'text', required: true, max_length: 50 },
    { key: 'page_id', label: 'Page ID', hint: 'Digits only, from the page’s About section', group: 'page', kind: 'digits', required: true, max_length: 20 },
    { key: 'token', label: 'Token', hint: 'The page access token of your app', group: 'keys', kind: 'secret', required: true, max_length: 1000 },
    {
      key: 'app_secret',
      label: 'App Secret',
      hint: 'Proves that events really come from Meta. Without it, events are refused.',
      group: 'keys',
      kind: 'secret',
      required: false,
      max_length: 64,
    },
    {
      key: 'accept_unsigned',
      label: 'Accept unsigned events',
      hint: 'Only for a test without an App Secret. Anyone who knows the address could then write as a customer.',
      group: 'keys',
      kind: 'switch',
      required: false,
      max_length: 5,
    },
    { key: 'verify_token', label: 'Webhook Verify Token', group: 'webhook', kind: 'verify_token', required: true, max_length: 256 },
  ],
  capabilities: {
    text_limit: 2000,
    text_unit: 'utf16',
    attachments: [],
    typing: true,
    delivered: true,
    read: true,
    reply_window_ms: DAY,
  },
  subscribed_fields: ['messages', 'messaging_postbacks', 'messaging_optins', 'message_deliveries', 'message_reads'],
};

export const anAccount: AccountView = {
  id: '0192f0c1-0000-7000-8000-000000000001',
  channel: 'messenger',
  channel_type: 'facebook',
  name: 'Alder & Pine',
  settings: {
    page_username: 'alderandpine',
    page_id: '104552718203311',
    verify_token: 'k7Wd-2mQx-P9sA-tY4h-9ZbR-uX3e',
  },
  secrets: {
    token: { set: true, saved_at: NOW - 19 * DAY, saved_by: 'Nora Kim' },
    app_secret: { set: true, saved_at: NOW - 19 * DAY, saved_by: 'Nora Kim' },
  },
  enabled: true,
  status: 'working',
  missing: [],
  callback_url: 'https://chat.alderandpine.example/clientweb/fb/webhook/104552718203311',
  subscribed_fields: messenger.subscribed_fields,
  entry_id: '0192f0c1-0000-7000-8000-0000000000e1',
  token_state: 'valid',
  health: {
    verified_at: NOW - 19 * DAY + 20 * MINUTE,
    last_event_at: NOW - 12_000,
    last_event_signed: true,
    last_sent_at: NOW - 40_000,
    refused: 2,
    last_refusal: 'The signature did not match the App Secret.',
    last_refusal_at: NOW - 18 * DAY,
    parked: 2,
    sending_paused: false,
  },
  updated_at: NOW - 19 * DAY,
};

const quiet = { refused: 0, parked: 0, sending_paused: false };

export const accounts: AccountView[] = [
  anAccount,
  {
    ...anAccount,
    id: '0192f0c1-0000-7000-8000-000000000002',
    name: 'Alder & Pine España',
    settings: { page_username: 'alderpine.es', page_id: '117043990125874', verify_token: 'x' },
    status: 'token_dead',
    token_state: 'dead',
    entry_id: '0192f0c1-0000-7000-8000-0000000000e2',
    health: {
      ...quiet,
      verified_at: NOW - 19 * DAY,
      last_event_at: NOW - 125 * MINUTE,
      last_event_signed: true,
      last_error: 'The platform refused the token: it expired today at 08:51.',
      last_error_at: NOW - 110 * MINUTE,
      sending_paused: true,
    },
  },
  {
    ...anAccount,
    id: '0192f0c1-0000-7000-8000-000000000003',
    name: 'Alder & Pine Outlet',
    settings: { page_username: 'alderpineoutlet', page_id: '109331402776015', verify_token: 'x', accept_unsigned: 'true' },
    secrets: { token: { set: true, saved_at: NOW - 2 * DAY, saved_by: 'Nora Kim' }, app_secret: { set: false } },
    status: 'waiting',
    entry_id: undefined,
    health: { ...quiet, verified_at: NOW - 2 * DAY },
  },
  {
    ...anAccount,
    id: '0192f0c1-0000-7000-8000-000000000004',
    name: 'Trail club',
    settings: { page_username: 'alderpineclub', page_id: '118882204461937', verify_token: 'x' },
    enabled: false,
    status: 'off',
    entry_id: undefined,
    health: { ...quiet, last_event_at: NOW - 16 * DAY, last_event_signed: true },
  },
  {
    ...anAccount,
    id: '0192f0c1-0000-7000-8000-000000000005',
    name: 'Alder & Pine Norge',
    settings: {},
    secrets: { token: { set: false }, app_secret: { set: false } },
    status: 'incomplete',
    token_state: 'missing',
    missing: ['Page Username', 'Page ID', 'Token', 'Webhook Verify Token'],
    callback_url: '',
    entry_id: undefined,
    health: quiet,
  },
  {
    ...anAccount,
    id: '0192f0c1-0000-7000-8000-000000000006',
    name: 'Alder & Pine Wholesale',
    settings: { page_username: 'alderpinetrade', page_id: '101774003399120', verify_token: 'x' },
    status: 'not_verified',
    token_state: 'untested',
    entry_id: undefined,
    health: { ...quiet, refused: 3, last_refusal: 'A handshake came with another verify token.', last_refusal_at: NOW - 4 * MINUTE },
  },
];

export const report: ConnectionReport = {
  result: 'warning',
  summary: 'Almost there: one thing to fix. Customers can write to you, but you will not see when they have read your answers.',
  checks: [
    { id: 'token', result: 'ok', sentence: 'The token is valid and does not expire.' },
    { id: 'page', result: 'ok', sentence: 'It belongs to the page “Alder & Pine”, 104552718203311.', detail: 'The username alderandpine matches.' },
    { id: 'permissions', result: 'ok', sentence: 'The permissions pages_messaging and pages_manage_metadata are granted.' },
    {
      id: 'subscription',
      result: 'failed',
      sentence: 'The app is not subscribed to message_reads.',
      detail: 'Parlance can add it for you with this token.',
      fix: 'subscribe',
    },
    { id: 'webhook', result: 'ok', sentence: 'The webhook was verified on 3 Nov 2026 at 14:20.', detail: 'The last event came 12 seconds ago, correctly signed.' },
  ],
  tested_at: NOW,
  took_ms: 812,
};

export const parked: ParkedEventView[] = [
  {
    id: '0192f0c1-0000-7000-8000-0000000000b1',
    received_at: NOW - 64 * MINUTE,
    reason: 'The event names a message that is not known: mid.$cAAJ7.',
    body: '{"sender":{"id":"7712004931"},"recipient":{"id":"104552718203311"},"timestamp":1795342000000,"reaction":{"mid":"mid.$cAAJ7","action":"react","emoji":"❤"}}',
    attempts: 2,
  },
  {
    id: '0192f0c1-0000-7000-8000-0000000000b2',
    received_at: NOW - 3 * DAY,
    reason: 'The field "timestamp" is not a number.',
    body: '{"sender":{"id":"5540013387"},"timestamp":"yesterday","message":{"mid":"m_1","text":"Hi"}}',
    attempts: 1,
  },
];
