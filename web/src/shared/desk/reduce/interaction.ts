import type { InteractionView } from '../../api/schema';
import { drop, put } from '../../realtime/entities';
import { partOf } from '../part';
import type { DeskState } from '../state';

/** Whether the person of this desktop holds it. */
export const isMine = (interaction: InteractionView, userId: string): boolean =>
  interaction.agent_id === userId && (interaction.state === 'active' || interaction.state === 'after_call_work');

/** Whether they hold it or take part in it. */
const concerns = (interaction: InteractionView, userId: string): boolean => isMine(interaction, userId) || partOf(interaction, userId) !== undefined;

/** A ringing offer shows its interaction: the customer's name may become known while it rings. */
const refreshOffers = (offers: DeskState['offers'], interaction: InteractionView): DeskState['offers'] => {
  const showing = [...offers.values()].filter((offer) => offer.interaction.id === interaction.id && offer.interaction.version < interaction.version);
  if (showing.length === 0) return offers;
  const next = new Map(offers);
  for (const offer of showing) next.set(offer.id, { ...offer, interaction });
  return next;
};

/** What was said while somebody else had it never came here: its conversation is to be fetched again. */
const unfresh = (threads: DeskState['threads'], threadId: string): DeskState['threads'] => {
  const thread = threads.get(threadId);
  return thread?.fresh ? new Map(threads).set(threadId, { ...thread, fresh: false }) : threads;
};

/** Interactions that are held or taken part in are kept; others only while they are open on the screen. A supervisor hears of everybody's. */
export const reduceInteraction = (before: DeskState, interaction: InteractionView): DeskState => {
  const offers = refreshOffers(before.offers, interaction);
  const state = offers === before.offers ? before : { ...before, offers };
  const known = state.interactions.has(interaction.id);
  const mine = isMine(interaction, state.me.user_id);
  const kept = concerns(interaction, state.me.user_id);
  if (!kept && !known) return state;
  const interactions = put(state.interactions, interaction.id, interaction);
  if (interactions === state.interactions) return state;
  const opened = state.details.has(interaction.id);
  const earlier = before.interactions.get(interaction.id);
  const came = kept && !(earlier && concerns(earlier, state.me.user_id));
  const accepted = mine && interaction.state === 'active' && earlier?.agent_id !== state.me.user_id;
  return {
    ...state,
    threads: came ? unfresh(state.threads, interaction.thread_id) : state.threads,
    interactions: kept || opened ? interactions : drop(interactions, interaction.id),
    today: accepted ? { ...state.today, handled: state.today.handled + 1 } : state.today,
  };
};
