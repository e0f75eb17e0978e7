import { RouterContextProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ArrivalView, PermissionView } from '@/shared/api/schema';
import { aContact, NOW } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { CustomerPanel } from './customer-panel';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const Linked = ({ children }: { children: ReactNode }) => <RouterContextProvider router={router}>{children}</RouterContextProvider>;

const props = {
  picture: undefined,
  iconOf: () => 'chat' as const,
  labelOf: () => 'Messenger',
  canEdit: true,
  onSave: () => Promise.resolve(),
};
const earlier = [{ id: 'int_e1', channel: 'messenger', title: 'Which footprint fits the Ridgeline 2?', service: 'Product advice', disposition: 'Answer provided', agent: 'Jonas Weber', started_at: NOW - 9e8 }];

const arrivals: ArrivalView[] = [
  { id: 'arr_2', source: 'ad', title: 'Ridgeline 2, autumn sale', campaign: 'autumn_tents', ad_id: '6300112233445', picture_id: 'att_tent', at: NOW - 1_000_000 },
  { id: 'arr_1', source: 'link', campaign: 'poster_qr_12', at: NOW - 9e8 },
];
const permissions: PermissionView[] = [
  { id: 'prm_2', topic: 'Autumn sale', frequency: 'WEEKLY', given_at: NOW - 9e8, expires_at: NOW + 9e9 },
  { id: 'prm_1', topic: 'New tents', given_at: NOW - 2e9, stopped_at: NOW - 1e9 },
];

/** The customer. */
export const examples: Examples = {
  title: 'Customer',
  states: {
    known: () => (
      <Linked>
        <CustomerPanel {...props} contact={aContact({ notes: 'Prefers short answers.', came_from: arrivals, may_be_notified: permissions })} earlier={earlier} />
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
