import type { CaseOwner, CaseView } from '@/shared/api/schema';

/** Who can be chosen to look after a case: oneself first, then every other agent; whoever does so now is never missing. */
export const ownersOf = (agents: readonly CaseOwner[], of: Pick<CaseView, 'owner_id' | 'owner'>, me: CaseOwner): CaseOwner[] => {
  const others = agents.filter((agent) => agent.id !== me.id);
  const missing = of.owner_id && of.owner_id !== me.id && others.every((agent) => agent.id !== of.owner_id);
  return [me, ...(missing ? [{ id: of.owner_id ?? '', name: of.owner ?? '' }] : []), ...others];
};
