import { errorWords } from '@/shared/api/error-words';
import { setState } from '@/shared/desk/api';
import { useConnection, useDesk, useDeskSession } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';
import type { AgentView, SetState } from '@/shared/api/schema';
import { serverNow } from '@/shared/lib/use-now';
import { StateSelector } from './state-selector';

/** What is shown at once; the server's answer or event settles it. */
const expected = (agent: AgentView, wish: SetState, reason: { name: string; counts_as_break: boolean } | undefined): AgentView => {
  const idle = agent.held === 0;
  const shown = wish.availability === 'ready' ? 'ready' : reason?.counts_as_break ? 'break' : 'not_ready';
  return {
    ...agent,
    availability: wish.availability,
    reason_id: wish.reason_id ?? null,
    reason: reason?.name ?? null,
    ...(idle ? { state: shown, since: serverNow() } : {}),
  };
};

/** The state selector at work. */
export function Presence({ onLogOut }: { onLogOut: () => void }) {
  const t = useT();
  const session = useDeskSession();
  const agent = useDesk((state) => state.agent);
  const reasons = useDesk((state) => state.reasons);
  const connection = useConnection();
  const choose = async (wish: SetState) => {
    const before = session.state.get().agent;
    const reason = reasons.find((each) => each.id === wish.reason_id);
    session.state.update((state) => ({ ...state, agent: expected(state.agent, wish, reason) }));
    try {
      const answer = await setState(wish);
      session.state.update((state) => (answer.version >= state.agent.version ? { ...state, agent: answer } : state));
    } catch (error) {
      session.state.update((state) => (state.agent.version === before.version ? { ...state, agent: before } : state));
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <StateSelector
      agent={agent}
      reasons={reasons}
      cutOff={connection.phase === 'lost'}
      choices={{
        ready: () => void choose({ availability: 'ready' }),
        notReady: (reason) => void choose({ availability: 'not_ready', ...(reason ? { reason_id: reason.id } : {}) }),
        logOut: onLogOut,
      }}
    />
  );
}
