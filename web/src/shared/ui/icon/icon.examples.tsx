import type { Examples } from '../examples';
import { Icon } from './icon';
import { ICONS, type IconName } from './icons';

/** The whole icon set. */
export const examples: Examples = {
  title: 'Icons',
  states: {
    all: () => (
      <div className="ex-grid">
        {Object.keys(ICONS).map((name) => (
          <span className="cell" key={name}>
            {/* The keys are the names. */}
            <Icon name={name as IconName} size="l" /> <span className="meta">{name}</span>
          </span>
        ))}
      </div>
    ),
  },
};
