import type { InteractionView, ParticipantView } from '../api/schema';

/** A person's part in somebody else's conversation; undefined: none. */
export const partOf = (interaction: InteractionView, userId: string): ParticipantView | undefined => interaction.participants?.find((part) => part.user_id === userId);

/** Whether the person writes to the customer: they hold the conversation, or have joined it as a member. */
export const writesTo = (interaction: InteractionView, userId: string): boolean => {
  if (interaction.state !== 'active') return false;
  if (interaction.agent_id === userId) return true;
  const part = partOf(interaction, userId);
  return part?.state === 'joined' && part.role === 'member';
};

/** An interaction as it concerns one who takes part: their own after-call work is theirs, whatever became of it. */
export const asTheirs = (interaction: InteractionView, userId: string): InteractionView => {
  const part = partOf(interaction, userId);
  return part?.state === 'after_call_work' ? { ...interaction, state: 'after_call_work', after_call_work_until: part.work_until ?? null } : interaction;
};
