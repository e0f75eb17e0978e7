import type { InteractionDetail, MessageView } from '../../api/schema';
import { drop, put, putAll, type Entities } from '../../realtime/entities';
import type { DeskState, ThreadState } from '../state';

const idOf = (message: MessageView): string => message.id;

const withThread = (state: DeskState, threadId: string, thread: ThreadState): DeskState => ({
  ...state,
  threads: new Map(state.threads).set(threadId, thread),
});

/** The server has the message: the copy of this window is no longer needed. */
const settleKept = (state: DeskState, message: MessageView): DeskState => {
  if (!message.client_msg_id || !state.kept.some((kept) => kept.clientMsgId === message.client_msg_id)) return state;
  return { ...state, kept: state.kept.filter((kept) => kept.clientMsgId !== message.client_msg_id) };
};

const stopTyping = (state: DeskState, message: MessageView): DeskState => {
  if (message.direction !== 'inbound' || !message.interaction_id || !state.typing.has(message.interaction_id)) return state;
  const typing = new Map(state.typing);
  typing.delete(message.interaction_id);
  return { ...state, typing };
};

/** A message was made or changed. Only opened threads keep messages; lists show the interaction's last line. */
export const reduceMessage = (before: DeskState, message: MessageView): DeskState => {
  const state = stopTyping(settleKept(before, message), message);
  const thread = state.threads.get(message.thread_id);
  if (!thread) return state;
  const messages = put(thread.messages, message.id, message);
  return messages === thread.messages ? state : withThread(state, message.thread_id, { ...thread, messages });
};

/** A message that was never sent was deleted. */
export const reduceMessageDeleted = (state: DeskState, deleted: { id: string }): DeskState => {
  for (const [threadId, thread] of state.threads) {
    const messages = drop(thread.messages, deleted.id);
    if (messages !== thread.messages) return withThread(state, threadId, { ...thread, messages });
  }
  return state;
};

/** What remains of a thread whose place in the stream was lost: the part above the newly fetched one. */
const olderThan = (messages: Entities<MessageView>, oldest: MessageView | undefined): Entities<MessageView> =>
  oldest ? new Map([...messages].filter(([, message]) => message.at < oldest.at)) : new Map();

/** An interaction was opened: its thread, customer and surroundings. */
export const reduceDetail = (before: DeskState, detail: InteractionDetail): DeskState => {
  const { interaction, contact, messages, earlier } = detail;
  const state = messages.reduce(settleKept, before);
  const thread = state.threads.get(interaction.thread_id);
  const base = thread?.fresh ? thread.messages : olderThan(thread?.messages ?? new Map(), messages[0]);
  const reachesFurther = thread !== undefined && [...base.values()].some((message) => message.at < (messages[0]?.at ?? Infinity));
  return {
    ...state,
    interactions: put(state.interactions, interaction.id, interaction),
    contacts: put(state.contacts, contact.id, contact),
    details: new Map(state.details).set(interaction.id, {
      contactId: contact.id,
      threadId: interaction.thread_id,
      earlier,
      cameFrom: detail.came_from ?? undefined,
    }),
    threads: new Map(state.threads).set(interaction.thread_id, {
      messages: putAll(base, messages, idOf),
      earlierCursor: reachesFurther ? thread.earlierCursor : (detail.earlier_cursor ?? undefined),
      fresh: true,
    }),
  };
};

/** Earlier messages of a thread came. */
export const reduceEarlier = (state: DeskState, threadId: string, messages: readonly MessageView[], cursor: string | undefined): DeskState => {
  const thread = state.threads.get(threadId);
  if (!thread) return state;
  return withThread(state, threadId, { ...thread, messages: putAll(thread.messages, messages, idOf), earlierCursor: cursor });
};
