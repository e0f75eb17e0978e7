import type { Examples } from '../examples';
import { FormBar } from './form-bar';

const nothing = () => undefined;

/** Changes that are not applied. */
export const examples: Examples = {
  title: 'Form bar',
  states: {
    changes: () => <FormBar changes={3} onApply={nothing} onDiscard={nothing} />,
    busy: () => <FormBar changes={1} busy onApply={nothing} onDiscard={nothing} />,
  },
};
