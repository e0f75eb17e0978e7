import { can } from '@/shared/api/me';
import type { Me } from '@/shared/api/schema';
import type { DeskState } from '@/shared/desk/state';

/** Whether chats may be taken by hand out of any queue. */
export const someMayPull = ({ services }: DeskState): boolean => services.some(({ may_pull, disabled }) => may_pull && !disabled);

/** Whether a person has something to see among what waits. */
export const seesQueues = (me: Me, mayPull: boolean): boolean => can(me, 'supervise') || (mayPull && can(me, 'handle_interactions'));
