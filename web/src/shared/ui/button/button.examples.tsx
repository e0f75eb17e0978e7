import type { Examples } from '../examples';
import { Button, IconButton } from './button';

/** Buttons and their states. */
export const examples: Examples = {
  title: 'Button',
  states: {
    primary: () => <Button variant="primary">Primary</Button>,
    'with shortcut': () => (
      <Button variant="primary" shortcut="Alt A">
        Accept
      </Button>
    ),
    busy: () => (
      <Button variant="primary" busy>
        Sending
      </Button>
    ),
    off: () => <Button offReason="Choose a disposition first.">Finish</Button>,
    default: () => <Button icon="transfer">Transfer</Button>,
    quiet: () => <Button variant="quiet">Delete</Button>,
    danger: () => (
      <div className="ex-row">
        <Button variant="danger">Delete</Button>
        <Button variant="danger-fill">Delete for good</Button>
      </div>
    ),
    sizes: () => (
      <div className="ex-row">
        <Button size="s">Small</Button>
        <Button>Medium</Button>
        <Button size="l">Large</Button>
        <IconButton icon="more" label="More" />
      </div>
    ),
    'long label': () => <Button>Gesprächsnachbearbeitung abschließen</Button>,
  },
};
