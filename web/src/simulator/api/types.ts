/** What the simulator's control API shows (crates/simulator/README.md). Times are UTC milliseconds on its clock. */

export interface Overview {
  now_ms: number;
  offset_ms: number;
  graph_url: string;
  apps: App[];
  pages: Page[];
  people: Person[];
  people_count: number;
  fields: string[];
  stickers: Sticker[];
  events_waiting: number;
}

export interface App {
  id: string;
  name: string;
  mode: 'live' | 'development';
  require_proof: boolean;
  human_agent: boolean;
  webhook: Webhook | null;
  fields: string[];
  escape: 'current' | 'older' | 'plain';
  echo: 'before_answer' | 'after_answer';
  batch_max: number;
  batch_pack: boolean;
  alert: string | null;
}

export interface Webhook {
  callback_url: string;
  verify_token: string;
  verified_ms: number;
  challenge: string;
  took_ms: number;
}

export interface Page {
  id: string;
  name: string;
  username: string | null;
  /** An Instagram account: the page it is connected to. */
  instagram_of: string | null;
  restricted: boolean;
  /** Fields by app id. */
  subscriptions: Record<string, string[] | undefined>;
  /** Apps that were unsubscribed because their callback failed for an hour. */
  disabled: Record<string, number | undefined>;
  tokens: Token[];
}

export interface Token {
  id: number;
  tail: string;
  app_id: string;
  issued_ms: number;
  expires_ms: number | null;
  state: 'valid' | 'expired' | 'withdrawn';
  scopes: string[];
}

export interface Sticker {
  name: string;
  label: string;
  url: string;
}

export type Profile = 'visible' | 'empty' | 'no_access' | 'phone_only';
export type Reach = 'reachable' | 'blocked' | 'unavailable';

export interface Person {
  id: number;
  name: string;
  locale: string;
  face_url: string;
  profile: Profile;
  reach: Reach;
  reads_at_once: boolean;
  shows_typing: boolean;
  no_signal: boolean;
  has_role: boolean;
  crowd: number | null;
  chats: { page_id: string; psid: string; messages: number; last_ms: number | null }[];
}

export interface Chat {
  psid: string;
  page_id: string;
  page_name: string;
  person_id: number;
  /** With an Instagram account. */
  instagram: boolean;
  greeting: string | null;
  get_started: boolean;
  page_typing_until_ms: number;
  page_typing_as: string | null;
  /** 0: never. */
  seen_by_page_ms: number;
  owner: string | null;
  notifications: Notification[];
  window: { standard_until_ms: number | null; human_agent_until_ms: number | null };
  messages: Message[];
}

/** What the customer may be notified about. */
export interface Notification {
  token: string;
  title: string;
  stopped: boolean;
  expires_ms: number;
  /** 0: at any time. */
  next_ms: number;
}

export type MessageState = 'held' | 'sent' | 'delivered' | 'seen';

export interface Message {
  mid: string;
  at_ms: number;
  by_page: boolean;
  by: string | null;
  text: string | null;
  attachments: Attachment[];
  quick_replies: { title: string; payload: string }[];
  tapped: string | null;
  can_tap: boolean;
  metadata: string | null;
  reply_to: { mid: string; text: string } | null;
  ad_title: string | null;
  state: MessageState;
  customer_reaction: string | null;
  page_reaction: string | null;
  edits: number;
  taken_back: boolean;
  persona: { name: string; picture_url: string | null } | null;
}

export type Attachment =
  | { kind: 'file'; media: 'image' | 'audio' | 'video' | 'file'; url: string; name: string; content_type: string; size: number }
  | { kind: 'sticker'; label: string; url: string }
  | { kind: 'location'; title: string; lat: number; long: number }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'template'; payload: Json }
  | { kind: 'story'; mention: boolean; url: string };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface LogLine {
  id: number;
  at_ms: number;
  topic: 'event' | 'delivery' | 'send' | 'notice';
  kind: string;
  what: string;
  answer: string;
  ok: boolean;
  took_ms: number | null;
  psid: string | null;
  page_id: string | null;
  app: string | null;
}

export interface Fault {
  id: number;
  kind: string;
  probability: number;
  count: number | null;
  seconds: number | null;
  page_id: string | null;
  path: string | null;
  until_ms: number | null;
  left: number | null;
  rolls: number;
  hits: number;
  ms?: number;
  code?: number;
  subcode?: number | null;
  status?: number;
  after_accept?: boolean;
  concurrent?: boolean;
}

export interface CrowdOrder {
  page_id: string | null;
  customers: number;
  rate: number;
  messages: number;
  seed: number;
  wait_for_answer: boolean;
}

export interface Crowd {
  id: number;
  state: 'running' | 'done' | 'stopped';
  params: CrowdOrder;
  planned: number;
  sent: number;
  delivered: number;
  answers: number;
  finished: number;
  waiting: number;
  gave_up: number;
  seconds: number;
}

export interface PostComment {
  id: string;
  parent: string | null;
  /** The customer; null: the page. */
  person_id: number | null;
  by: string;
  text: string;
  at_ms: number;
  edited: boolean;
  hidden: boolean;
  answered_privately: boolean;
}

export interface Post {
  id: string;
  text: string;
  at_ms: number;
  comments: PostComment[];
}

/** What becomes of new utility templates of a page. */
export type ReviewRule = 'by_hand' | 'approve' | 'reject';

/** A utility template of a page. */
export interface Template {
  id: string;
  name: string;
  language: string;
  status: string;
  /** `NONE` when there is none. */
  reason: string;
  header: string;
  body: string;
  buttons: string[];
  created_ms: number;
}

export interface Templates {
  rule: ReviewRule;
  items: Template[];
}

/** News of the event stream. */
export type News =
  | { kind: 'hello'; now_ms: number }
  | { kind: 'clock'; now_ms: number }
  | { kind: 'thread'; psid: string; page_id: string; person_id: number }
  | { kind: 'log'; entry: LogLine }
  | { kind: 'setup' }
  | { kind: 'people' }
  | { kind: 'posts'; page_id: string }
  | { kind: 'faults' }
  | { kind: 'crowd' }
  | { kind: 'reset' };
