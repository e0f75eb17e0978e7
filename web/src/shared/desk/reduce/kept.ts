import type { DeskState, KeptMessage } from '../state';

/** A message was written: it stands in the transcript at once. */
export const keep = (state: DeskState, message: KeptMessage): DeskState => ({ ...state, kept: [...state.kept, message] });

/** Its way to the server goes on. */
export const changeKept = (state: DeskState, clientMsgId: string, change: Pick<KeptMessage, 'state' | 'problem'> & Partial<Pick<KeptMessage, 'attachments' | 'uploads'>>): DeskState => ({
  ...state,
  kept: state.kept.map((kept) => (kept.clientMsgId === clientMsgId ? { ...kept, problem: undefined, ...change } : kept)),
});

/** It was given up. */
export const dropKept = (state: DeskState, clientMsgId: string): DeskState => ({
  ...state,
  kept: state.kept.filter((kept) => kept.clientMsgId !== clientMsgId),
});

/** The next message to send, per interaction: the oldest that waits, if none before it is under way or waits for its files. */
export const nextToSend = (kept: readonly KeptMessage[]): KeptMessage[] => {
  const busy = new Set(kept.filter((each) => each.state === 'sending').map((each) => each.interactionId));
  const next: KeptMessage[] = [];
  for (const each of kept) {
    if (each.state === 'refused' || busy.has(each.interactionId)) continue;
    busy.add(each.interactionId);
    if (each.state === 'waiting') next.push(each);
  }
  return next;
};
