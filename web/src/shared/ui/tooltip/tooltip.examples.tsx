import { Button } from '../button/button';
import type { Examples } from '../examples';
import { Kbd } from '../kbd/kbd';
import { Tooltip } from './tooltip';

/** A word of explanation on hover and focus; key caps. */
export const examples: Examples = {
  title: 'Tooltip and key caps',
  states: {
    tooltip: () => <Tooltip text="Choose a disposition first.">{(properties) => <Button {...properties}>Finish</Button>}</Tooltip>,
    caps: () => (
      <span className="ex-row">
        <Kbd>Alt</Kbd> <Kbd>A</Kbd> <Kbd>↵</Kbd>
      </span>
    ),
  },
};
