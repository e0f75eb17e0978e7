import type {
  AgentView,
  AttachmentView,
  CameFrom,
  ChannelView,
  ContactView,
  DayFigures,
  DeskSnapshot,
  EarlierInteraction,
  InteractionView,
  Me,
  MessageView,
  OfferView,
  PlannedView,
  QuotedMessage,
  ReasonView,
  ServiceView,
} from '../api/schema';
import type { Viewer } from '../realtime/frames';
import type { Entities } from '../realtime/entities';

/** What is known of one endless conversation. */
export interface ThreadState {
  readonly messages: Entities<MessageView>;
  /** Asks for earlier messages; undefined: there are none. */
  readonly earlierCursor: string | undefined;
  /** False after a loss of place in the event stream: fetch it again. */
  readonly fresh: boolean;
}

/** What stands beside an interaction. */
export interface DetailState {
  readonly contactId: string;
  readonly threadId: string;
  readonly earlier: readonly EarlierInteraction[];
  readonly cameFrom: CameFrom | undefined;
}

/** A message of this window that the server has not confirmed yet. */
export interface KeptMessage {
  readonly clientMsgId: string;
  readonly interactionId: string;
  readonly threadId: string;
  readonly text: string;
  readonly note: boolean;
  readonly attachments: readonly AttachmentView[];
  /** Names of its files while these are on their way to the server. */
  readonly uploads?: readonly string[] | undefined;
  /** The message it answers. */
  readonly replyTo?: QuotedMessage | undefined;
  /** The comment it answers instead of being a message, and for whom to see. */
  readonly answers?: { readonly comment: string; readonly public: boolean } | undefined;
  /** Written at, by the server's clock. */
  readonly at: number;
  readonly state: 'uploading' | 'waiting' | 'sending' | 'refused';
  /** Why it was refused, in words; without words its files were lost with the page. */
  readonly problem?: string | undefined;
}

/** Everything a desktop knows. Changed only by the functions of this folder. */
export interface DeskState {
  /** Place in the event stream. */
  readonly seq: number;
  readonly me: Me;
  readonly agent: AgentView;
  /** Offers, also settled ones, so that a late event cannot ring again. */
  readonly offers: Entities<OfferView>;
  /** Interactions held or opened. */
  readonly interactions: Entities<InteractionView>;
  /** By thread id; only threads that were opened. */
  readonly threads: ReadonlyMap<string, ThreadState>;
  /** By interaction id; only opened ones. */
  readonly details: ReadonlyMap<string, DetailState>;
  readonly contacts: Entities<ContactView>;
  /** One's own planned messages and reminders that are not over. */
  readonly planned: Entities<PlannedView>;
  readonly services: readonly ServiceView[];
  readonly reasons: readonly ReasonView[];
  readonly channels: readonly ChannelView[];
  readonly today: DayFigures;
  /** A message to a customer can be taken back for so long, ms; 0: not at all. */
  readonly undoMs: number;
  /** Customers who type now: interaction id → since, server's clock. */
  readonly typing: ReadonlyMap<string, number>;
  readonly kept: readonly KeptMessage[];
  /** Who has a conversation open that this desktop shows, oneself too: by interaction id. */
  readonly viewers: ReadonlyMap<string, readonly Viewer[]>;
}

const byId = <T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.id, row]));

const unfresh = (threads: DeskState['threads']): DeskState['threads'] =>
  new Map([...threads].map(([id, thread]) => [id, { ...thread, fresh: false }]));

/**
 * The state after a snapshot. With an earlier state (a lost place in the stream), opened threads stay on the screen
 * but are to be fetched again, and unconfirmed messages are kept.
 */
export const fromSnapshot = (snapshot: DeskSnapshot, before?: DeskState): DeskState => ({
  seq: snapshot.seq,
  me: snapshot.me,
  agent: snapshot.agent,
  offers: byId(snapshot.offers),
  interactions: byId(snapshot.interactions),
  threads: before ? unfresh(before.threads) : new Map(),
  details: before?.details ?? new Map(),
  contacts: before?.contacts ?? new Map(),
  planned: byId(snapshot.planned ?? []),
  services: snapshot.services,
  reasons: snapshot.reasons,
  channels: snapshot.channels,
  today: snapshot.today,
  undoMs: snapshot.undo_send_ms ?? 0,
  typing: new Map(),
  kept: before?.kept ?? [],
  viewers: new Map(),
});
