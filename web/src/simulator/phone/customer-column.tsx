import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import { editPerson, useChange } from '../api/optimistic';
import type { Chat, Overview, Page, Person, Profile, Reach } from '../api/types';
import { LiveCheckbox } from '../parts/live-checkbox';
import { Notifications } from './notifications';
import { TryButtons } from './try-buttons';
import { WindowNote } from './window-note';

interface CustomerColumnProps {
  overview: Overview;
  page: Page;
  person: Person | undefined;
  chat: Chat | undefined;
  onPerson: (id: number) => void;
  onPage: (id: string) => void;
}

/** Who holds the phone, how they use it, and what they can try. */
export function CustomerColumn({ overview, page, person, chat, onPerson, onPage }: CustomerColumnProps) {
  const [asking, setAsking] = useState(false);
  return (
    <aside className="ctl" aria-label="Customer">
      <h1>Customer</h1>
      {overview.pages.length > 1 && (
        <SelectField label="Writes to the page" value={page.id} onChange={(event) => onPage(event.target.value)}>
          {overview.pages.map((each) => (
            <option key={each.id} value={each.id}>
              {each.instagram_of ? `@${each.username ?? each.name} (Instagram)` : each.name}
            </option>
          ))}
        </SelectField>
      )}
      {person && (
        <SelectField
          label="Who is holding the phone"
          value={person.id}
          hint={overview.people_count > overview.people.length ? `The ${overview.people.length} who wrote last, of ${overview.people_count}` : undefined}
          onChange={(event) => onPerson(Number(event.target.value))}
        >
          {overview.people.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </SelectField>
      )}
      <Button icon="plus" wide onClick={() => setAsking(true)}>
        New customer
      </Button>
      {asking && <NewCustomer onClose={() => setAsking(false)} onMade={onPerson} />}
      {person && <ThisPhone person={person} />}
      {chat && <Notifications chat={chat} />}
      {chat && <TryButtons chat={chat} />}
      {chat && <WindowNote window={chat.window} />}
      {person && <Behind person={person} />}
    </aside>
  );
}

function NewCustomer({ onClose, onMade }: { onClose: () => void; onMade: (id: number) => void }) {
  const [name, setName] = useState('');
  const { busy, refusal, run } = useAction();
  const make = async () => {
    const done = await run(async () => onMade((await api.post<{ id: number }>('/customers', { name: name || null })).id));
    if (done) onClose();
  };
  return (
    <Dialog title="New customer" onClose={onClose}>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField label="Name" hint="Leave it empty and one is chosen." maxLength={80} value={name} error={refusal} onChange={(event) => setName(event.target.value)} data-autofocus />
        <div className="dialog-acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Hand over the phone
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Setting = Partial<Pick<Person, 'reads_at_once' | 'shows_typing' | 'no_signal' | 'profile' | 'reach' | 'has_role'>>;

const usePersonChange = (person: Person) => {
  const apply = useChange();
  return (setting: Setting) => apply(editPerson(person.id, setting), () => api.patch(`/customers/${person.id}`, setting));
};

function ThisPhone({ person }: { person: Person }) {
  const change = usePersonChange(person);
  return (
    <>
      <h2>This phone</h2>
      <LiveCheckbox label="Reads answers at once" checked={person.reads_at_once} onApply={(on) => change({ reads_at_once: on })} />
      <LiveCheckbox label="Shows “typing” while I write" checked={person.shows_typing} onApply={(on) => change({ shows_typing: on })} />
      <LiveCheckbox label="Has no signal" hint="Answers stay “sent”" checked={person.no_signal} onApply={(on) => change({ no_signal: on })} />
    </>
  );
}

/** What the page may know of the person, and whether it can reach them. */
function Behind({ person }: { person: Person }) {
  const change = usePersonChange(person);
  return (
    <details className="behind">
      <summary>What the page can see and do</summary>
      <SelectField label="Profile" value={person.profile} onChange={(event) => void change({ profile: event.target.value as Profile })}>
        <option value="visible">Name and picture</option>
        <option value="empty">Empty answer</option>
        <option value="no_access">No access (100/33)</option>
        <option value="phone_only">Phone-only account (2018218)</option>
      </SelectField>
      <SelectField label="Messages of the page" value={person.reach} onChange={(event) => void change({ reach: event.target.value as Reach })}>
        <option value="reachable">Arrive</option>
        <option value="blocked">Page is blocked (551)</option>
        <option value="unavailable">Not receivable now (2018108)</option>
      </SelectField>
      <LiveCheckbox label="Has a role on the apps" hint="Apps in development see only such people" checked={person.has_role} onApply={(on) => change({ has_role: on })} />
    </details>
  );
}
