import type { CommentRefusal, InteractionView, MessageView } from '@/shared/api/schema';
import { windowClock } from '@/shared/desk/clocks';

/** How the customer of a conversation with comments can be answered. */
export interface Answering {
  /** The comment that is answered; undefined: none is left. */
  readonly comment: MessageView | undefined;
  /** A private reply goes to the comment's author, because there is no open chat. */
  readonly viaComment: boolean;
  /** Why a private reply to the comment is not possible. */
  readonly privateClosed: PrivateClosed | undefined;
}

/** A word for the reason, and the server's sentence for those this window does not know. */
export type PrivateClosed = CommentRefusal | { readonly code: string; readonly sentence?: undefined };

const isComment = (message: MessageView): boolean => message.comment !== undefined && message.comment !== null && message.direction === 'inbound';

/** The newest comment of a conversation that is still there, or the chosen one. */
export const commentToAnswer = (messages: Iterable<MessageView>, interactionId: string, chosen: string | undefined): MessageView | undefined => {
  let found: MessageView | undefined;
  for (const message of messages) {
    if (!isComment(message) || message.taken_back || message.interaction_id !== interactionId) continue;
    if (message.id === chosen) return message;
    if (!found || message.at >= found.at) found = message;
  }
  return found;
};

const closedBecause = (comment: MessageView, now: number): PrivateClosed | undefined => {
  const state = comment.comment;
  if (!state) return undefined;
  if (state.private_refused) return state.private_refused;
  return now >= state.private_until ? { code: 'comment_too_old' } : undefined;
};

/** How to answer now; undefined: a conversation without comments. */
export const answeringOf = (interaction: InteractionView, comment: MessageView | undefined, now: number): Answering | undefined => {
  const only = interaction.only_comments ?? false;
  if (!comment && !only) return undefined;
  const viaComment = only || windowClock(interaction, now).kind === 'closed';
  return { comment, viaComment, privateClosed: comment && viaComment ? closedBecause(comment, now) : undefined };
};
