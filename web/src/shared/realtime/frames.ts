import type { AgentView, Alert, CaseView, ContactView, InteractionView, MessageView, OfferView, PlannedView } from '../api/schema';

/** The time to answer a customer runs out soon. */
export interface WindowClosing {
  interaction_id: string;
  contact_name: string;
  agent_id?: string | null;
  agent?: string | null;
  until: number;
  /** It is the free time that ends: agents may go on by hand. */
  by_hand_after: boolean;
}

/** Somebody who has a conversation open. */
export interface Viewer {
  user_id: string;
  name: string;
  typing: boolean;
}

/** The data of each numbered event. */
export interface EventData {
  'interaction.changed': InteractionView;
  'message.changed': MessageView;
  'message.deleted': { id: string; interaction_id: string };
  'offer.changed': OfferView;
  'agent.changed': AgentView;
  'contact.changed': ContactView;
  'contact.erased': { id: string };
  'case.changed': CaseView;
  'config.changed': { what: string };
  'account.changed': { account_id: string };
  'planned.changed': PlannedView;
  'window.closing': WindowClosing;
  'health.alert': Alert;
}

type EventKind = keyof EventData;

/** A numbered event: what it is about, and the whole entity as this person may see it. */
export type DeskEvent = { [K in EventKind]: { kind: K; seq: number; at: number; data: EventData[K] } }[EventKind];

/** What the server says besides numbered events. */
export type ServerFrame =
  | { kind: 'hello'; seq: number; server_time: number; ping_every_ms: number }
  | { kind: 'reset'; reason: string }
  | { kind: 'ping'; seq: number; server_time: number }
  | { kind: 'customer_typing'; interaction_id: string; typing: boolean }
  | { kind: 'viewers'; interaction_id: string; people: readonly Viewer[] }
  | { kind: 'signed_out' };

/** Anything that comes through the socket. */
export type Frame = DeskEvent | ServerFrame;

/** What a desktop says. */
export type ClientFrame = { kind: 'pong' } | { kind: 'typing'; interaction_id: string; typing: boolean } | { kind: 'viewing'; interaction_id?: string };

const EVENTS: Record<EventKind, true> = {
  'interaction.changed': true,
  'message.changed': true,
  'message.deleted': true,
  'offer.changed': true,
  'agent.changed': true,
  'contact.changed': true,
  'contact.erased': true,
  'case.changed': true,
  'config.changed': true,
  'account.changed': true,
  'planned.changed': true,
  'window.closing': true,
  'health.alert': true,
};
const SERVER: Record<ServerFrame['kind'], true> = { hello: true, reset: true, ping: true, customer_typing: true, viewers: true, signed_out: true };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isFrame = (value: unknown): value is Frame => {
  if (!isRecord(value) || typeof value.kind !== 'string') return false;
  if (value.kind in SERVER) return true;
  return value.kind in EVENTS && typeof value.seq === 'number' && isRecord(value.data);
};

/** Reads a frame; undefined for what this version of the app does not know, so that a newer server does no harm. */
export const parseFrame = (text: string): Frame | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isFrame(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Whether a frame is a numbered event. */
export const isEvent = (frame: Frame): frame is DeskEvent => frame.kind in EVENTS;
