import type { ChannelHealth, HealthProblem, Severity } from '@/shared/api/schema';

/** A problem with the account it belongs to. */
export interface PlacedProblem {
  account: ChannelHealth;
  problem: HealthProblem;
}

const ORDER: Record<Severity, number> = { stopped: 0, impaired: 1, remark: 2 };

/** Everything that is wrong, the worst and oldest first. */
export const problemsOf = (accounts: readonly ChannelHealth[]): PlacedProblem[] =>
  accounts
    .flatMap((account) => account.problems.map((problem) => ({ account, problem })))
    .sort((a, b) => ORDER[a.problem.severity] - ORDER[b.problem.severity] || a.problem.since - b.problem.since);

/** An account that fails right now, before the next look has found out why. */
const failsUnseen = ({ status, problems }: ChannelHealth): boolean => problems.length === 0 && (status === 'token_dead' || status === 'failing');

/** How many problems somebody must do something about. */
export const urgent = (accounts: readonly ChannelHealth[]): number =>
  problemsOf(accounts).filter(({ problem }) => problem.severity !== 'remark').length + accounts.filter(failsUnseen).length;
