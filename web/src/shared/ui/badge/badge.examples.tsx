import type { Examples } from '../examples';
import { Chip, Count } from './badge';

/** Chips and counts. */
export const examples: Examples = {
  title: 'Chip and count',
  states: {
    tones: () => (
      <div className="ex-row">
        <Chip>Neutral</Chip>
        <Chip tone="accent">Chosen</Chip>
        <Chip tone="ok" icon="tick">
          Valid
        </Chip>
        <Chip tone="warn" icon="clock">
          Soon
        </Chip>
        <Chip tone="danger" icon="alert">
          Failed
        </Chip>
        <Chip tone="info" icon="info">
          News
        </Chip>
        <Chip tone="violet" icon="pencil">
          After-call
        </Chip>
      </div>
    ),
    'window clock': () => (
      <div className="ex-row">
        <Chip size="l" plain icon="clock">
          Window open 23 h
        </Chip>
        <Chip size="l" tone="warn" icon="clock">
          Closes in 52 min
        </Chip>
        <Chip size="l" tone="danger" icon="alert">
          Closes in 4:10
        </Chip>
        <Chip size="l" icon="lock">
          Closed 10:58
        </Chip>
      </div>
    ),
    count: () => (
      <div className="ex-row">
        <Count value={3} label="unread:" />
        <Count value={148} label="unread:" />
      </div>
    ),
  },
};
