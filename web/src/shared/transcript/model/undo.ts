import type { MessageView } from '../../api/schema';

/** How long a message can still be taken back, ms; 0: not any more. */
export const undoLeft = (message: MessageView, undoMs: number, now: number): number =>
  message.direction === 'outbound' && message.author.kind === 'agent' && message.delivery === 'queued' && !message.problem && !message.comment && !message.parts.some((part) => part.type === 'comment_reply')
    ? Math.max(0, message.at + undoMs - now)
    : 0;

/** One's newest message that can still be taken back. */
export const newestUndoable = (messages: Iterable<MessageView>, own: string, undoMs: number, now: number): MessageView | undefined => {
  let newest: MessageView | undefined;
  for (const message of messages) {
    if (message.author.kind !== 'agent' || message.author.user_id !== own || undoLeft(message, undoMs, now) === 0) continue;
    if (!newest || message.at >= newest.at) newest = message;
  }
  return newest;
};

/** What was written in a message, to be written anew. */
export const wordsOf = (message: MessageView): string => message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
