import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { smallUrl } from '@/shared/api/attachment-url';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { can, useMe } from '@/shared/api/me';
import type { ContactView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortDay } from '@/shared/lib/times';
import { useSettled } from '@/shared/lib/use-settled';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { contactsQuery } from '../api/contacts';
import { useLiveContacts } from '../api/use-live-contacts';
import { given, type ContactFilters } from '../model/filters';
import { BlockedChip } from './blocked';
import { ContactDialog } from './contact-dialog';
import './contacts.css';

const SETTLED_MS = 200;

interface ContactsPageProps {
  filters: ContactFilters;
  onFilters: (filters: ContactFilters) => void;
  onOpen: (id: string) => void;
  /** What people call a channel. */
  labelOf: (channel: string) => string;
}

/** Every customer: by words of all that is known of them, and those who are blocked. */
export function ContactsPage({ filters, onFilters, onOpen, labelOf }: ContactsPageProps) {
  const t = useT();
  const language = useLanguage();
  useLiveContacts();
  const mayEdit = can(useMe(), 'edit_contacts');
  const [making, setMaking] = useState(false);
  const q = useSettled(filters.q, SETTLED_MS);
  const contacts = useInfiniteQuery(contactsQuery(given({ ...filters, q })));
  const rows = useMemo(() => contacts.data?.pages.flatMap((page) => page.items), [contacts.data]);
  const columns: Column<ContactView>[] = [
    {
      id: 'name',
      head: t('contacts:contact'),
      cell: (each) => (
        <span className="contact-name">
          <Avatar name={each.name} picture={each.picture_id ? smallUrl(each.picture_id) : undefined} size="s" />
          <Link to="/desktop/contacts/$contactId" params={{ contactId: each.id }} className="row-link" dir="auto">
            {each.name}
          </Link>
          <BlockedChip contact={each} />
        </span>
      ),
    },
    { id: 'company', head: t('contacts:company'), cell: (each) => <bdi className="mut">{each.company}</bdi> },
    { id: 'email', head: t('contacts:email'), cell: (each) => <bdi>{each.email}</bdi> },
    {
      id: 'phone',
      head: t('contacts:phone'),
      cell: (each) => (
        <bdi className="num" dir="ltr">
          {each.phone}
        </bdi>
      ),
    },
    { id: 'channels', head: t('contacts:channels'), cell: (each) => <span className="mut">{[...new Set(each.addresses.map((address) => labelOf(address.channel)))].join(', ')}</span> },
    {
      id: 'since',
      head: t('contacts:since'),
      cell: (each) => (
        <time className="num" dateTime={new Date(each.created_at).toISOString()} title={fullStamp(each.created_at, language)}>
          {shortDay(each.created_at, language)}
        </time>
      ),
    },
  ];
  const filtered = filters.q !== undefined || filters.blocked !== undefined;
  return (
    <main className="contacts" aria-labelledby="contacts-h">
      <header className="contacts-head">
        <h1 id="contacts-h">{t('places.contacts')}</h1>
        {mayEdit && (
          <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
            {t('contacts:new')}
          </Button>
        )}
      </header>
      <div className="contacts-tools">
        <SearchField label={t('contacts:find')} placeholder={t('contacts:find')} value={filters.q ?? ''} onChange={(event) => onFilters(given({ ...filters, q: event.target.value }))} />
        <button type="button" className={filters.blocked ? 'contact-pill contact-pill-set' : 'contact-pill'} aria-pressed={filters.blocked ?? false} onClick={() => onFilters(given({ ...filters, blocked: !filters.blocked }))}>
          {t('contacts:onlyBlocked')}
        </button>
      </div>
      <Table
        label={t('places.contacts')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        stacks
        loading={contacts.isFetching && !contacts.isFetchingNextPage && !contacts.data}
        error={contacts.error ? <ErrorState title={t('contacts:failed')} text={errorWords(contacts.error, t)} details={errorDetails(contacts.error, t)} onRetry={() => void contacts.refetch()} /> : undefined}
        empty={<EmptyState icon="people" title={t(filtered ? 'contacts:none' : 'contacts:empty')} text={t(filtered ? 'contacts:noneText' : 'contacts:emptyText')} />}
        foot={
          contacts.hasNextPage && (
            <div className="contacts-more">
              <Button size="s" busy={contacts.isFetchingNextPage} onClick={() => void contacts.fetchNextPage()}>
                {t('contacts:more')}
              </Button>
            </div>
          )
        }
      />
      {making && <ContactDialog onClose={() => setMaking(false)} onSaved={({ id }) => onOpen(id)} />}
    </main>
  );
}
