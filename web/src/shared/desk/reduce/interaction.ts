import type { InteractionView } from '../../api/schema';
import { drop, put } from '../../realtime/entities';
import type { DeskState } from '../state';

/** Whether the person of this desktop holds it. */
export const isMine = (interaction: InteractionView, userId: string): boolean =>
  interaction.agent_id === userId && (interaction.state === 'active' || interaction.state === 'after_call_work');

/** Held interactions are kept; others only while they are open on the screen. A supervisor hears of everybody's. */
export const reduceInteraction = (state: DeskState, interaction: InteractionView): DeskState => {
  const known = state.interactions.has(interaction.id);
  const mine = isMine(interaction, state.me.user_id);
  if (!mine && !known) return state;
  const interactions = put(state.interactions, interaction.id, interaction);
  if (interactions === state.interactions) return state;
  const opened = state.details.has(interaction.id);
  return { ...state, interactions: mine || opened ? interactions : drop(interactions, interaction.id) };
};
