import { anAgent, aSnapshot } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { StateSelector } from './state-selector';

const nothing = () => undefined;
const props = { reasons: aSnapshot().reasons, cutOff: false, choices: { ready: nothing, notReady: nothing, logOut: nothing } };

/** The own state. */
export const examples: Examples = {
  title: 'State selector',
  states: {
    busy: () => <StateSelector {...props} agent={anAgent()} />,
    'not ready after these': () => <StateSelector {...props} agent={anAgent({ availability: 'not_ready' })} />,
    break: () => <StateSelector {...props} agent={anAgent({ state: 'break', availability: 'not_ready', reason: 'Lunch', held: 0 })} />,
    'cut off': () => <StateSelector {...props} agent={anAgent()} cutOff />,
    'without reasons': () => <StateSelector {...props} reasons={[]} agent={anAgent({ state: 'ready', held: 0 })} />,
  },
};
