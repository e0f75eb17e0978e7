import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';
import { attempt } from '../api/act';
import { api } from '../api/client';
import { keys, useChat } from '../api/queries';
import type { Chat, Overview, Page, Person } from '../api/types';
import { go, useParam } from '../shell/address';
import { CustomerColumn } from './customer-column';
import { EventColumn } from './event-column';
import { Phone } from './phone';
import './phone-page.css';

/** The customer's phone: who holds it and what they can try, the phone, what was sent to the apps. */
export function PhonePage({ overview }: { overview: Overview }) {
  const [personParam, setPerson] = useParam('customer');
  const [pageParam, setPage] = useParam('page');
  const page = overview.pages.find((each) => each.id === pageParam) ?? overview.pages[0];
  const person = overview.people.find((each) => String(each.id) === personParam) ?? overview.people[0];
  const psid = useOpenChat(person, page);
  const chat = useChat(psid).data;
  if (!page) return <NoPage />;
  return (
    <main className="simg">
      <CustomerColumn
        overview={overview}
        page={page}
        person={person}
        chat={chat}
        onPerson={(id) => setPerson(String(id))}
        onPage={setPage}
      />
      <div className="stage">{person ? <Phone person={person} page={page} chat={chat} stickers={overview.stickers} /> : <NobodyYet onMade={(id) => setPerson(String(id))} />}</div>
      <EventColumn psid={psid} />
    </main>
  );
}

/** The chat of a person with a page; opened when they first meet. */
const useOpenChat = (person: Person | undefined, page: Page | undefined): string | undefined => {
  const queries = useQueryClient();
  const known = person?.chats.find((chat) => chat.page_id === page?.id)?.psid;
  const [personId, pageId] = [person?.id, page?.id];
  useEffect(() => {
    if (known !== undefined || personId === undefined || pageId === undefined) return;
    void attempt(async () => {
      const chat = await api.post<Chat>(`/customers/${personId}/chats`, { page_id: pageId });
      queries.setQueryData(keys.chat(chat.psid), chat);
    });
  }, [known, personId, pageId, queries]);
  return known;
};

function NoPage() {
  return (
    <main className="simwait">
      <h1 className="vh">Customer’s phone</h1>
      <EmptyState
        icon="chat"
        title="There is no page to write to yet."
        text="Create an app and a page first."
        action={
          <Button variant="primary" onClick={() => go('/dashboard')}>
            Open the app dashboard
          </Button>
        }
      />
    </main>
  );
}

function NobodyYet({ onMade }: { onMade: (id: number) => void }) {
  const make = () => attempt(async () => onMade((await api.post<{ id: number }>('/customers')).id));
  return (
    <EmptyState
      icon="person"
      title="Nobody holds the phone yet."
      action={
        <Button variant="primary" icon="plus" onClick={() => void make()}>
          New customer
        </Button>
      }
    />
  );
}
