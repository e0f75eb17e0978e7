import type { TransferTargets } from '@/shared/api/schema';

/** Somebody who can be asked. */
export type Wanted = { kind: 'agent' | 'team'; id: string };

/** What they are asked for. */
export type AskedRole = 'consulted' | 'member';

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Colleagues and teams whose name contains the words, without accents and case; those who take part already are left out. */
export const findColleagues = (targets: TransferTargets, query: string, taking: readonly string[]): Pick<TransferTargets, 'agents' | 'teams'> => {
  const wanted = fold(query.trim());
  return {
    agents: targets.agents.filter(({ agent }) => !taking.includes(agent.user_id) && fold(agent.name).includes(wanted)),
    teams: (targets.teams ?? []).filter(({ name }) => fold(name).includes(wanted)),
  };
};

/** Whether a colleague can be asked: for advice they need only be there, to join they need room. */
export const canBeAsked = (target: TransferTargets['agents'][number], role: AskedRole): boolean =>
  role === 'member' ? target.available : target.agent.availability !== 'logged_out' && target.agent.connected;
