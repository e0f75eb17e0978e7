import { useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { keysOf, offeredActions, type Action } from '@/shared/actions/actions';
import type { ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { useSettled } from '@/shared/lib/use-settled';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { Kbd } from '@/shared/ui/kbd/kbd';
import { customersQuery, LEAST_LETTERS } from '../api/find-customers';
import { findCommands } from '../model/find';
import './commands.css';

const SEARCH_AFTER_MS = 250;

/** A line of the bar: something to do, or a customer to go to. */
type Line = Pick<Action, 'id' | 'name' | 'icon' | 'keys' | 'perform'> & { customer?: ContactView };

interface CommandBarProps {
  onClose: () => void;
  /** Goes to a customer who was found; without it customers are not searched. */
  onCustomer?: ((customer: ContactView) => void) | undefined;
}

/** Everything that can be done now, found by words: this chat first, then places, then customers. */
export function CommandBar({ onClose, onCustomer }: CommandBarProps) {
  const t = useT();
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [actions] = useState(offeredActions);
  const label = t(onCustomer ? 'desk:commands.findToo' : 'desk:commands.find');
  const words = query.trim();
  const customers = useCustomers(onCustomer ? words : '');
  const groups: { name: string; actions: readonly Line[] }[] = findCommands(actions, query);
  // Below what was there at once, so that nothing moves away from under the hand.
  if (customers.found.length > 0) {
    groups.push({ name: t('desk:commands.customers'), actions: customers.found.map((customer) => ({ id: customer.id, name: customer.name, perform: () => onCustomer?.(customer), customer })) });
  }
  const flat = groups.flatMap((group) => group.actions);
  const chosen = flat[Math.min(at, flat.length - 1)];
  const run = (action: Line | undefined) => {
    if (!action) return;
    onClose();
    // After the dialog has given the focus back.
    requestAnimationFrame(action.perform);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && flat.length > 0) setAt((Math.min(at, flat.length - 1) + step + flat.length) % flat.length);
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('desk:commands.title')} onClose={onClose} size="l">
      <SearchField
        label={label}
        placeholder={label}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="commands" role="listbox" id={`${id}-list`} aria-label={t('desk:commands.title')}>
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className="menu-heading" aria-hidden="true">
              {group.name}
            </div>
            {group.actions.map((action) => (
              <div
                key={action.id}
                id={`${id}-${action.id}`}
                role="option"
                aria-selected={action === chosen}
                className="command"
                ref={action === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                onPointerMove={() => {
                  if (action !== chosen) setAt(flat.indexOf(action));
                }}
                onClick={() => run(action)}
              >
                {action.customer ? <CustomerWords customer={action.customer} /> : <ActionWords action={action} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="dim command-note" role="status">
        {customers.state === 'busy' ? t('desk:commands.looking') : customers.state === 'failed' ? t('desk:commands.failed') : flat.length === 0 ? t('desk:commands.none') : ''}
      </p>
    </Dialog>
  );
}

function ActionWords({ action }: { action: Line }) {
  return (
    <>
      {action.icon ? <Icon name={action.icon} /> : <span className="command-space" />}
      {action.name}
      <span className="sp" />
      {action.keys && <Kbd>{keysOf(action)}</Kbd>}
    </>
  );
}

/** A customer, and what tells two of the same name apart. */
function CustomerWords({ customer }: { customer: ContactView }) {
  const more = [customer.company, customer.email, customer.phone].filter(Boolean).join(' · ');
  return (
    <>
      <Avatar name={customer.name} size="xs" />
      <bdi className="trunc">{customer.name}</bdi>
      <span className="meta trunc command-more" dir="auto">
        {more}
      </span>
    </>
  );
}

/** Customers by what is typed, asked for at a pause. */
const useCustomers = (words: string): { found: readonly ContactView[]; state: 'idle' | 'busy' | 'failed' } => {
  const settled = useSettled(words, SEARCH_AFTER_MS);
  const search = useQuery(customersQuery(settled));
  if (words.length < LEAST_LETTERS) return { found: [], state: 'idle' };
  if (settled !== words || search.isPending) return { found: [], state: 'busy' };
  return { found: search.data ?? [], state: search.isError ? 'failed' : 'idle' };
};
