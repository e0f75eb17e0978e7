import type { PlannedView } from '../../api/schema';
import { drop, put } from '../../realtime/entities';
import type { DeskState } from '../state';

const isOpen = (planned: PlannedView): boolean => planned.state === 'waiting' || planned.state === 'due' || planned.state === 'failed';

/** Something planned was given up. */
export const dropPlanned = (state: DeskState, id: string): DeskState => {
  const planned = drop(state.planned, id);
  return planned === state.planned ? state : { ...state, planned };
};

/** Something was planned, changed, or its moment came; what is over is forgotten. */
export const reducePlanned = (state: DeskState, planned: PlannedView): DeskState => {
  if (planned.author_id !== state.me.user_id) return state;
  if ((state.planned.get(planned.id)?.version ?? 0) > planned.version) return state;
  return isOpen(planned) ? { ...state, planned: put(state.planned, planned.id, planned) } : dropPlanned(state, planned.id);
};
