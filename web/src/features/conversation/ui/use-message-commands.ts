import { useMemo } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ContactView, MessageView } from '@/shared/api/schema';
import { deleteMessage, deleteReaction, fetchMedia, patchContact, putReaction, retryMessage } from '@/shared/desk/api';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { changeKept, dropKept } from '@/shared/desk/reduce/kept';
import { reduceMessage, reduceMessageDeleted } from '@/shared/desk/reduce/message';
import { useT } from '@/shared/i18n/t';
import { put } from '@/shared/realtime/entities';
import type { MessageCommands } from '@/shared/transcript/ui/group';
import { toast } from '@/shared/ui/toast/toasts';

interface Possible {
  /** Messages can be quoted. */
  replies: boolean;
  /** Reactions the channel takes; undefined: none. */
  reactions: readonly string[] | undefined;
  onReply: (message: MessageView) => void;
  /** The contact, when this person may change it. */
  contact: ContactView | undefined;
  /** A message was taken back before it went out. */
  onUndone: (message: MessageView) => void;
}

/** *Try again* and *Delete* for messages that were not sent, whether the server has them or only this window. */
export const useMessageCommands = ({ replies, reactions, onReply, contact, onUndone }: Possible): MessageCommands => {
  const t = useT();
  const session = useDeskSession();
  const undoMs = useDesk((state) => state.undoMs);
  return useMemo(() => {
    const run = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        toast(errorWords(error, t), { icon: 'alert' });
      }
    };
    return {
      retry: ({ message, kept }) => {
        if (kept?.uploads) void session.uploads.again(kept.clientMsgId);
        else if (kept) {
          session.state.update((state) => changeKept(state, kept.clientMsgId, { state: 'waiting' }));
          session.outbox.flush();
        } else if (message) {
          void run(async () => {
            const answer = await retryMessage(message.id);
            session.state.update((state) => reduceMessage(state, answer));
          });
        }
      },
      reply: replies ? onReply : undefined,
      reactions,
      react: reactions
        ? (message, emoji) =>
            void run(async () => {
              const answer = await (emoji ? putReaction(message.id, emoji) : deleteReaction(message.id));
              session.state.update((state) => reduceMessage(state, answer));
            })
        : undefined,
      known: contact && [contact.email, contact.phone].flatMap((value) => value ?? []),
      keepAddress: contact
        ? ({ field, value }) =>
            void run(async () => {
              const answer = await patchContact(contact.id, { [field]: value });
              session.state.update((state) => ({ ...state, contacts: put(state.contacts, answer.id, answer) }));
              toast(t('desk:message.kept', { value }));
            })
        : undefined,
      undoMs,
      undo:
        undoMs > 0
          ? (message) =>
              void run(async () => {
                await deleteMessage(message.id);
                session.state.update((state) => reduceMessageDeleted(state, message));
                onUndone(message);
              })
          : undefined,
      fetchMedia: (messageId) =>
        void run(async () => {
          const answer = await fetchMedia(messageId);
          session.state.update((state) => reduceMessage(state, answer));
        }),
      remove: ({ message, kept }) => {
        if (kept) {
          session.uploads.forget(kept.clientMsgId);
          session.state.update((state) => dropKept(state, kept.clientMsgId));
        } else if (message) {
          void run(async () => {
            await deleteMessage(message.id);
            session.state.update((state) => reduceMessageDeleted(state, message));
          });
        }
      },
    };
  }, [session, t, replies, reactions, onReply, contact, onUndone, undoMs]);
};
