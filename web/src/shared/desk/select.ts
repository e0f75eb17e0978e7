import type { InteractionView, OfferView, PlannedView, ServiceView, ChannelView } from '../api/schema';
import { asTheirs, partOf, writesTo } from './part';
import { isMine } from './reduce/interaction';
import type { DeskState } from './state';

// Many parts of the screen ask for the same list of the same state: it is made once for each.
const heldOf = new WeakMap<DeskState['interactions'], { userId: string; held: readonly InteractionView[] }>();

/** Interactions that the person holds or takes part in. */
export const heldInteractions = (state: DeskState): readonly InteractionView[] => {
  const userId = state.me.user_id;
  const known = heldOf.get(state.interactions);
  if (known?.userId === userId) return known.held;
  const held = [...state.interactions.values()].filter((interaction) => isMine(interaction, userId) || partOf(interaction, userId)).map((interaction) => asTheirs(interaction, userId));
  heldOf.set(state.interactions, { userId, held });
  return held;
};

/** Offers that ring at the person, the one that expires first in front. */
export const ringingOffers = (state: DeskState): OfferView[] =>
  [...state.offers.values()].filter((offer) => offer.state === 'pending').sort((a, b) => a.expires_at - b.expires_at);

/** The service of an interaction, as configured now. */
export const serviceOf = (state: DeskState, interaction: InteractionView): ServiceView | undefined =>
  state.services.find((service) => service.id === interaction.service_id);

/** What a channel is and can. */
export const channelOf = (state: DeskState, id: string): ChannelView | undefined => state.channels.find((channel) => channel.id === id);

/** How many chats wait for the person's answer. */
export const myTurnCount = (state: DeskState): number =>
  heldInteractions(state).filter((interaction) => interaction.turn === 'agent' && writesTo(interaction, state.me.user_id)).length;

/** What is planned about an interaction. */
export const plannedOf = (state: DeskState, interactionId: string): readonly PlannedView[] => [...state.planned.values()].filter((each) => each.interaction_id === interactionId);
