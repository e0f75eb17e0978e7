import type { TransferTargets } from '@/shared/api/schema';

/** A chosen target. */
export type Target = { kind: 'agent'; id: string } | { kind: 'service'; id: string };

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Targets whose name contains the words, without accents and case. */
export const findTargets = (targets: TransferTargets, query: string, ownServiceId: string): TransferTargets => {
  const wanted = fold(query.trim());
  return {
    agents: targets.agents.filter((each) => fold(each.agent.name).includes(wanted)),
    services: targets.services.filter((each) => each.service_id !== ownServiceId && fold(each.name).includes(wanted)),
  };
};

/** The name of a chosen target. */
export const targetName = (targets: TransferTargets, target: Target): string | undefined =>
  target.kind === 'agent'
    ? targets.agents.find((each) => each.agent.user_id === target.id)?.agent.name
    : targets.services.find((each) => each.service_id === target.id)?.name;
