import { announceSignedOut } from '../api/client';
import { OfflineError } from '../api/errors';
import type { DeskSnapshot, InteractionView } from '../api/schema';
import { logFault } from '../lib/log';
import { makeStore, type Store } from '../lib/store';
import { alignClock, serverNow } from '../lib/use-now';
import { coalesce } from '../realtime/coalesce';
import { isEvent, type ClientFrame, type Frame } from '../realtime/frames';
import { EventSocket, type Connection } from '../realtime/socket';
import { getDesk, getEarlier, getInteraction, getTicket, postMessage } from './api';
import { recallKept, storeKept } from './kept-storage';
import { Outbox } from './outbox';
import { reduceEvent, reduceTyping, reduceViewers } from './reduce/event';
import { reduceInteraction } from './reduce/interaction';
import { reduceDetail, reduceEarlier } from './reduce/message';
import { fromSnapshot, type DeskState } from './state';
import { Uploads } from './uploads';

/** Earlier messages that are loaded at once while one scrolls … */
const PAGE = 200;
/** … and while one far above is looked for. */
const FAR_PAGE = 1_000;
/** Forgets a customer's "typing" when nothing more is heard of it. */
const TYPING_MS = 12_000;

/** A desktop at work: its state, its connection, and what it can ask for. */
export interface DeskSession {
  readonly state: Store<DeskState>;
  readonly connection: Store<Connection>;
  readonly outbox: Outbox;
  /** Messages that wait for their files. */
  readonly uploads: Uploads;
  /** Told for every frame, after the state has changed. */
  readonly listen: (listener: (frame: Frame) => void) => () => void;
  /** Fetches an interaction with its thread unless that is known and fresh. */
  readonly open: (interactionId: string) => Promise<void>;
  readonly loadEarlier: (interactionId: string) => Promise<void>;
  /** Loads earlier messages until this one is there, or there are no earlier ones. */
  readonly loadUntil: (interactionId: string, messageId: string) => Promise<void>;
  /** Takes an answer into the state. */
  readonly take: (interaction: InteractionView) => void;
  /** Fetches configuration and the day's figures again. */
  readonly refresh: () => Promise<void>;
  readonly say: (frame: ClientFrame) => void;
  readonly tryNow: () => void;
  readonly stop: () => void;
}

const socketUrl = (ticket: string, after: number): string => {
  const url = new URL('/api/v1/events', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = new URLSearchParams({ ticket, after: String(after) }).toString();
  return url.href;
};

const applyAll = (state: DeskState, frames: readonly Frame[]): DeskState => {
  let next = state;
  for (const frame of frames) {
    try {
      if (isEvent(frame)) next = reduceEvent(next, frame);
      else if (frame.kind === 'customer_typing') next = reduceTyping(next, frame, serverNow());
      else if (frame.kind === 'viewers') next = reduceViewers(next, frame);
      else if (frame.kind === 'ping' && frame.seq > next.seq) next = { ...next, seq: frame.seq };
    } catch (error) {
      // One bad event must not blank a desk with ten live chats.
      logFault(`event ${frame.kind} left out`, error);
    }
  }
  return next;
};

const withoutOldTyping = (state: DeskState): DeskState => {
  const now = serverNow();
  const still = [...state.typing].filter(([, since]) => now - since < TYPING_MS);
  return still.length === state.typing.size ? state : { ...state, typing: new Map(still) };
};

/** Starts a desktop from a snapshot. `refusal` puts an error into words for the agent. */
export const startDesk = (snapshot: DeskSnapshot, refusal: (error: unknown) => string): DeskSession => {
  alignClock(snapshot.server_time);
  const userId = snapshot.me.user_id;
  const state = makeStore<DeskState>({ ...fromSnapshot(snapshot), kept: recallKept(userId) });
  const connection = makeStore<Connection>({ phase: 'connecting' });
  const outbox = new Outbox(state, postMessage, refusal);
  const uploads = new Uploads(state, outbox.flush, refusal);
  const listeners = new Set<(frame: Frame) => void>();

  const renew = async (): Promise<void> => {
    const fresh = await getDesk();
    alignClock(fresh.server_time);
    state.update((before) => fromSnapshot(fresh, before));
  };

  const renewConfiguration = async (): Promise<void> => {
    try {
      const { services, reasons, channels, today, undo_send_ms: undoMs = 0 } = await getDesk();
      state.update((before) => ({ ...before, services, reasons, channels, today, undoMs }));
    } catch (error) {
      if (!(error instanceof OfflineError)) logFault('configuration not renewed', error);
    }
  };

  /** The place in the stream is lost: the only way back is the one that every load takes. */
  const startOver = async (): Promise<void> => {
    socket.stop();
    for (;;) {
      try {
        await renew();
        break;
      } catch (error) {
        if (!(error instanceof OfflineError)) { logFault('snapshot refused', error); return; }
        await new Promise((done) => setTimeout(done, 2000));
      }
    }
    socket.start();
  };

  const takeFrames = coalesce<Frame>((frames) => {
    state.update((before) => applyAll(before, frames));
    for (const frame of frames) {
      if (frame.kind === 'hello' || frame.kind === 'ping') alignClock(frame.server_time);
      if (frame.kind === 'config.changed') void renewConfiguration();
      if (frame.kind === 'signed_out') announceSignedOut();
      if (frame.kind === 'reset') void startOver();
      listeners.forEach((listener) => listener(frame));
    }
  });

  const socket = new EventSocket({
    ticket: getTicket,
    open: (ticket) => new WebSocket(socketUrl(ticket, state.get().seq)),
    onFrame: takeFrames,
    onConnection: (now) => {
      connection.update(() => now);
      if (now.phase === 'open') outbox.flush();
    },
  });

  let stored = state.get().kept;
  const stopStoring = state.subscribe(() => {
    const { kept } = state.get();
    if (kept === stored) return;
    stored = kept;
    storeKept(userId, kept);
  });
  const typingTimer = setInterval(() => state.update(withoutOldTyping), 3000);
  socket.start();
  outbox.flush();

  const opening = new Map<string, Promise<void>>();
  const fetchInteraction = async (id: string): Promise<void> => {
    const detail = await getInteraction(id);
    state.update((before) => reduceDetail(before, detail));
  };

  /** Earlier messages of its thread; says whether there were any. */
  const loadEarlier = async (id: string, limit: number): Promise<boolean> => {
    const threadId = state.get().details.get(id)?.threadId;
    const cursor = threadId && state.get().threads.get(threadId)?.earlierCursor;
    if (!threadId || !cursor) return false;
    const page = await getEarlier(id, cursor, limit);
    state.update((before) => reduceEarlier(before, threadId, page.items, page.next_cursor ?? undefined));
    return true;
  };
  const isThere = (id: string, messageId: string): boolean => {
    const threadId = state.get().details.get(id)?.threadId;
    return state.get().threads.get(threadId ?? '')?.messages.has(messageId) ?? false;
  };

  return {
    state,
    connection,
    outbox,
    uploads,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: (id) => {
      const detail = state.get().details.get(id);
      if (detail && state.get().threads.get(detail.threadId)?.fresh) return Promise.resolve();
      const under = opening.get(id) ?? fetchInteraction(id).finally(() => opening.delete(id));
      opening.set(id, under);
      return under;
    },
    loadEarlier: async (id) => {
      await loadEarlier(id, PAGE);
    },
    loadUntil: async (id, messageId) => {
      try {
        while (!isThere(id, messageId) && (await loadEarlier(id, FAR_PAGE)));
      } catch (error) {
        logFault('earlier messages not loaded', error);
      }
    },
    take: (interaction) => state.update((before) => reduceInteraction(before, interaction)),
    refresh: renewConfiguration,
    say: (frame) => socket.say(frame),
    tryNow: () => socket.tryNow(),
    stop: () => {
      stopStoring();
      clearInterval(typingTimer);
      outbox.stop();
      socket.stop();
    },
  };
};
