import type { Examples } from '../examples';
import { StateDisc, type AgentStateName } from './state-disc';

const STATES: readonly [AgentStateName, string][] = [
  ['ready', 'Ready'],
  ['ringing', 'Ringing'],
  ['busy', 'Busy'],
  ['after_call_work', 'After-call work'],
  ['not_ready', 'Not Ready'],
  ['break', 'Break'],
  ['supervising', 'Supervising'],
  ['logged_out', 'Logged out'],
];

/** Agent states, each with a shape of its own. */
export const examples: Examples = {
  title: 'Agent state',
  states: {
    all: () => (
      <div className="ex-grid">
        {STATES.map(([state, word]) => (
          <span className="cell" key={state}>
            <StateDisc state={state} /> {word}
          </span>
        ))}
      </div>
    ),
  },
};
