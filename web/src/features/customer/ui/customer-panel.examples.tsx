import { RouterContextProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { aContact, NOW } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { CustomerPanel } from './customer-panel';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const Linked = ({ children }: { children: ReactNode }) => <RouterContextProvider router={router}>{children}</RouterContextProvider>;

const props = {
  picture: undefined,
  cameFrom: undefined,
  iconOf: () => 'chat' as const,
  labelOf: () => 'Messenger',
  canEdit: true,
  onSave: () => Promise.resolve(),
};
const earlier = [{ id: 'int_e1', channel: 'messenger', title: 'Which footprint fits the Ridgeline 2?', service: 'Product advice', disposition: 'Answer provided', agent: 'Jonas Weber', started_at: NOW - 9e8 }];

/** The customer. */
export const examples: Examples = {
  title: 'Customer',
  states: {
    known: () => (
      <Linked>
        <CustomerPanel {...props} contact={aContact({ notes: 'Prefers short answers.' })} earlier={earlier} cameFrom={{ source: 'ad', title: 'Ridgeline 2, autumn sale', at: NOW - 1_000_000 }} />
      </Linked>
    ),
    unknown: () => (
      <Linked>
        <CustomerPanel {...props} contact={aContact({ name: 'Customer 8571', first_name: null, last_name: null, email: null, phone: null, language: null })} earlier={[]} />
      </Linked>
    ),
    'may not edit': () => (
      <Linked>
        <CustomerPanel {...props} canEdit={false} contact={aContact()} earlier={[]} />
      </Linked>
    ),
  },
};
