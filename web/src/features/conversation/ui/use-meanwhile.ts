import { useState } from 'react';
import type { InteractionView, MessageView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { serverNow } from '@/shared/lib/use-now';
import type { Draft } from '../model/draft';
import { answeredSince } from '../model/meanwhile';

/** What somebody else answered since the reply was begun; undefined: nothing. */
export const useMeanwhile = (interaction: InteractionView, myId: string, draft: Draft): MessageView | undefined => {
  const writing = draft.reply.trim() !== '';
  /** Begun at; a reply that was begun before this chat was opened counts from its last change. */
  const [begun, setBegun] = useState(writing ? draft.at : undefined);
  if (writing && begun === undefined) setBegun(draft.at || serverNow());
  if (!writing && begun !== undefined) setBegun(undefined);
  return useDesk((state) => (begun === undefined ? undefined : answeredSince(state.threads.get(interaction.thread_id)?.messages.values() ?? [], interaction.id, myId, begun)));
};
