import type { Delivery, EarlierInteraction, MessageView } from '../../api/schema';
import type { KeptMessage } from '../../desk/state';
import { HOUR, MINUTE, startOfDay } from '../../lib/times';

/** More do not stand together: what is drawn and measured at once stays small. */
const MOST_TOGETHER = 20;
/** Whose day began less than this ago is of the same day, whatever the clocks are changed by. */
const SURELY_SAME_DAY = 22 * HOUR;

/** Whose side a message stands on, and how it looks. */
export type Voice = 'customer' | 'agent' | 'elsewhere' | 'automatic' | 'note';

/** How an outbound message stands, including those that the server has not confirmed. */
export type Standing = Delivery | 'kept' | 'refused';

/** A message as the transcript shows it, confirmed or not. */
export interface Entry {
  /** The client's id where there is one, so that a confirmed message takes the place of its copy. */
  readonly key: string;
  readonly voice: Voice;
  readonly at: number;
  readonly message: MessageView | undefined;
  readonly kept: KeptMessage | undefined;
  readonly standing: Standing | undefined;
  readonly author: string | undefined;
  readonly interactionId: string | undefined;
}

/** What happened, as a line. */
export interface SystemItem {
  readonly kind: 'system';
  readonly key: string;
  readonly message: MessageView;
}

/** Messages of one author in quick succession. */
export interface GroupItem {
  readonly kind: 'group';
  readonly key: string;
  readonly voice: Voice;
  readonly author: string | undefined;
  /** Belongs to an earlier chat of the thread. */
  readonly past: boolean;
  readonly entries: readonly Entry[];
}

/** A line between days, and between the chats of a thread. */
export interface DayItem {
  readonly kind: 'day';
  readonly key: string;
  readonly at: number;
  /** The day is the same as above: only another chat begins. */
  readonly sameDay: boolean;
  /** The earlier chat that begins here. */
  readonly chat: EarlierInteraction | undefined;
  /** What follows was imported: nobody here took part in it. */
  readonly imported?: true;
}

/** One thing of a transcript, from top to bottom. */
export type TranscriptItem = DayItem | SystemItem | GroupItem;

/** Messages of one author within this time stand together. */
const TOGETHER_MS = 3 * MINUTE;

const voiceOf = (message: MessageView): Voice => {
  if (message.direction === 'note') return 'note';
  if (message.direction === 'inbound') return 'customer';
  switch (message.author.kind) {
    case 'elsewhere':
      return 'elsewhere';
    case 'system':
      return 'automatic';
    case 'customer':
    case 'agent':
      return 'agent';
  }
};

const ofMessage = (message: MessageView): Entry => ({
  key: message.client_msg_id ?? message.id,
  voice: voiceOf(message),
  at: message.at,
  message,
  kept: undefined,
  standing: message.direction === 'outbound' ? (message.delivery ?? undefined) : undefined,
  author: message.author_name ?? undefined,
  interactionId: message.interaction_id ?? undefined,
});

const ofKept = (kept: KeptMessage): Entry => ({
  key: kept.clientMsgId,
  voice: kept.note ? 'note' : 'agent',
  at: kept.at,
  message: undefined,
  kept,
  standing: kept.state === 'refused' ? 'refused' : 'kept',
  author: undefined,
  interactionId: kept.interactionId,
});

const isSystem = (message: MessageView | undefined): message is MessageView => message?.direction === 'system';

/** In the order of the transcript: by moment, then by id, which sorts by creation; unconfirmed ones last, as written. */
const inOrder = (messages: readonly MessageView[], kept: readonly KeptMessage[]): Entry[] => [
  ...messages.toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id)).map(ofMessage),
  ...kept.map(ofKept),
];

const needsOwnFoot = (entry: Entry): boolean =>
  entry.standing === 'failed' || entry.standing === 'refused' || entry.standing === 'uncertain' || (entry.message?.possible_duplicate ?? false);

const together = (group: GroupItem, entry: Entry): boolean => {
  const last = group.entries.at(-1);
  if (!last) return false;
  return (
    group.entries.length < MOST_TOGETHER &&
    group.voice === entry.voice &&
    group.author === entry.author &&
    last.interactionId === entry.interactionId &&
    last.standing === entry.standing &&
    entry.at - last.at <= TOGETHER_MS &&
    !needsOwnFoot(last) &&
    !needsOwnFoot(entry) &&
    (last.message?.reactions?.length ?? 0) === 0
  );
};

interface Surroundings {
  /** The chat on the screen; messages of others are past. Undefined: none is past. */
  interactionId: string | undefined;
  /** The thread's other chats, for the lines above them. */
  earlier: readonly EarlierInteraction[];
}

/** What was imported stands together like a chat of its own. */
const IMPORTED = 'imported';

const chatOf = (entry: Entry): string | undefined => entry.interactionId ?? (entry.message?.imported ? IMPORTED : undefined);

/** Puts a transcript together. Pure: the same messages always give the same items with the same keys. */
export const transcriptItems = (messages: readonly MessageView[], kept: readonly KeptMessage[], around: Surroundings): TranscriptItem[] => {
  const items: TranscriptItem[] = [];
  let day: number | undefined;
  let chat: string | undefined;
  for (const entry of inOrder(messages, kept)) {
    const entryDay = day !== undefined && entry.at >= day && entry.at - day < SURELY_SAME_DAY ? day : startOfDay(entry.at);
    const ownChat = chatOf(entry);
    const otherChat = ownChat !== undefined && ownChat !== chat;
    if (entryDay !== day || (otherChat && chat !== undefined)) {
      const past = entry.interactionId !== around.interactionId;
      items.push({
        kind: 'day',
        key: `day-${entry.key}`,
        at: entry.at,
        sameDay: entryDay === day,
        chat: past ? around.earlier.find((each) => each.id === entry.interactionId) : undefined,
        ...(ownChat === IMPORTED ? { imported: true } : {}),
      });
    }
    day = entryDay;
    chat = ownChat ?? chat;
    const last = items.at(-1);
    if (isSystem(entry.message)) items.push({ kind: 'system', key: entry.key, message: entry.message });
    else if (last?.kind === 'group' && together(last, entry)) items[items.length - 1] = { ...last, entries: [...last.entries, entry] };
    else {
      const past = around.interactionId !== undefined && ownChat !== undefined && ownChat !== around.interactionId;
      items.push({ kind: 'group', key: `g-${entry.key}`, voice: entry.voice, author: entry.author, past, entries: [entry] });
    }
  }
  return items;
};

/** The messages of an item, as the transcript knows them: by id, unconfirmed ones by the client's. */
export const messagesOf = (item: TranscriptItem): string[] => {
  if (item.kind !== 'group') return [];
  return item.entries.map((entry) => entry.message?.id ?? entry.key);
};

/** The place of the item with a message, or -1. */
export const placeOf = (items: readonly TranscriptItem[], message: string): number => items.findIndex((item) => item.kind === 'group' && item.entries.some((entry) => (entry.message?.id ?? entry.key) === message));
