import { Icon, type IconName } from '../icon/icon';
import './state-disc.css';

/** What an agent's state is; each has a shape of its own. */
export type AgentStateName = 'ready' | 'ringing' | 'busy' | 'after_call_work' | 'not_ready' | 'break' | 'supervising' | 'logged_out';

const SHAPES: Record<AgentStateName, IconName> = {
  ready: 'tick',
  ringing: 'bell',
  busy: 'chat',
  after_call_work: 'pencil',
  not_ready: 'barred',
  break: 'cup',
  supervising: 'eye',
  logged_out: 'ring',
};

interface StateDiscProps {
  state: AgentStateName;
  small?: boolean;
  /** Another sign on the same ground. */
  icon?: IconName;
}

/** The sign of an agent's state; its word always stands beside it. */
export function StateDisc({ state, small = false, icon }: StateDiscProps) {
  return (
    <span className={`disc disc-${state}${small ? ' disc-small' : ''}`}>
      <Icon name={icon ?? SHAPES[state]} size={small ? 's' : 'm'} />
    </span>
  );
}
