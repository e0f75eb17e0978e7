import type { MessageView } from '@/shared/api/schema';

/** The newest answer that somebody else gave the customer after a moment. */
export const answeredSince = (messages: Iterable<MessageView>, interactionId: string, myId: string, since: number): MessageView | undefined => {
  let newest: MessageView | undefined;
  for (const message of messages) {
    const { author } = message;
    const theirs = author.kind === 'elsewhere' || (author.kind === 'agent' && author.user_id !== myId);
    if (message.direction !== 'outbound' || message.interaction_id !== interactionId || !theirs || message.at <= since) continue;
    if (!newest || message.at >= newest.at) newest = message;
  }
  return newest;
};
