import type { DeskEvent, Frame } from '../../realtime/frames';
import { put } from '../../realtime/entities';
import type { DeskState } from '../state';
import { reduceInteraction } from './interaction';
import { reducePlanned } from './planned';
import { reduceMessage, reduceMessageDeleted } from './message';

const reduceKnown = (state: DeskState, event: DeskEvent): DeskState => {
  switch (event.kind) {
    case 'interaction.changed':
      return reduceInteraction(state, event.data);
    case 'message.changed':
      return reduceMessage(state, event.data);
    case 'message.deleted':
      return reduceMessageDeleted(state, event.data);
    case 'offer.changed':
      return event.data.agent_id === state.me.user_id ? { ...state, offers: put(state.offers, event.data.id, event.data) } : state;
    case 'agent.changed':
      return event.data.user_id === state.me.user_id && event.data.version > state.agent.version ? { ...state, agent: event.data } : state;
    case 'contact.changed':
      return state.contacts.has(event.data.id) ? { ...state, contacts: put(state.contacts, event.data.id, event.data) } : state;
    case 'contact.erased': {
      const contacts = new Map(state.contacts);
      contacts.delete(event.data.id);
      return { ...state, contacts };
    }
    case 'planned.changed':
      return reducePlanned(state, event.data);
    case 'case.changed':
    case 'config.changed':
    case 'account.changed':
    case 'window.closing':
    case 'health.alert':
      // Readers fetch what they show; see the desk's session.
      return state;
  }
};

/** A numbered event changes the state; one that was already seen changes nothing. */
export const reduceEvent = (state: DeskState, event: DeskEvent): DeskState => {
  if (event.seq <= state.seq) return state;
  return { ...reduceKnown(state, event), seq: event.seq };
};

/** The customer types or stopped. */
export const reduceTyping = (state: DeskState, frame: Extract<Frame, { kind: 'customer_typing' }>, now: number): DeskState => {
  if (frame.typing === state.typing.has(frame.interaction_id) && !frame.typing) return state;
  const typing = new Map(state.typing);
  if (frame.typing) typing.set(frame.interaction_id, now);
  else typing.delete(frame.interaction_id);
  return { ...state, typing };
};

/** Who has a conversation open. */
export const reduceViewers = (state: DeskState, { interaction_id: id, people }: Extract<Frame, { kind: 'viewers' }>): DeskState => ({ ...state, viewers: new Map([[id, people]]) });
