import { useState } from 'react';
import { Chip } from '../badge/badge';
import type { Examples } from '../examples';
import { Tabs } from './tabs';

function Switching() {
  const [selected, setSelected] = useState<'properties' | 'teams' | 'dispositions'>('properties');
  return (
    <Tabs
      label="Parts of the service"
      selected={selected}
      onSelect={setSelected}
      tabs={[
        { id: 'properties', label: 'Properties' },
        { id: 'teams', label: 'Teams' },
        {
          id: 'dispositions',
          label: (
            <>
              Dispositions <Chip>12</Chip>
            </>
          ),
        },
      ]}
    />
  );
}

/** Tabs. */
export const examples: Examples = { title: 'Tabs', states: { three: () => <Switching /> } };
