import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { ContactView, EarlierInteraction } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortDay, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import '@/shared/desk/ui/panel.css';
import { ContactForm, type ContactChange } from './contact-form';
import './customer-panel.css';
import { NotesForm } from './notes-form';
import { Origins } from './origins';
import { Permissions } from './permissions';

interface CustomerPanelProps {
  contact: ContactView;
  picture: string | undefined;
  earlier: readonly EarlierInteraction[];
  iconOf: (channel: string) => IconName;
  /** What people call a channel. */
  labelOf: (channel: string) => string;
  canEdit: boolean;
  /** Saves; fails with the server's error. */
  onSave: (change: ContactChange) => Promise<void>;
  /** What is known of the customer beside the usual. */
  more?: ReactNode;
  /** The customer's cases. */
  cases?: ReactNode;
  /** What only those with the right see: export and erase. */
  privacy?: ReactNode;
  /** A button that leads away from the panel on narrow screens. */
  close?: ReactNode;
}

/** Who the customer is, where they came from, and what was before. */
export function CustomerPanel({ contact, picture, earlier, iconOf, labelOf, canEdit, onSave, more, cases, privacy, close }: CustomerPanelProps) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <div className="who-card">
        <Avatar name={contact.name} picture={picture} size="l" />
        <div className="who-words">
          <h2 className="who-name">
            <bdi>{contact.name}</bdi>
          </h2>
          <Chip>{t('desk:customer.since', { day: shortDay(contact.created_at, language) })}</Chip>
        </div>
        {close}
      </div>
      <Contact contact={contact} labelOf={labelOf} canEdit={canEdit} onSave={onSave} />
      {more}
      {cases}
      <Origins arrivals={contact.came_from ?? []} />
      <Permissions permissions={contact.may_be_notified ?? []} />
      <Earlier contact={contact} earlier={earlier} iconOf={iconOf} />
      <Notes contact={contact} canEdit={canEdit} onSave={onSave} />
      {privacy}
    </>
  );
}

interface SectionProps {
  contact: ContactView;
  canEdit: boolean;
  onSave: (change: ContactChange) => Promise<void>;
}

const Value = ({ children, empty, ltr = false }: { children: string | null | undefined; empty: string; ltr?: boolean }) =>
  children ? <bdi dir={ltr ? 'ltr' : undefined}>{children}</bdi> : <span className="dim">{empty}</span>;

function Contact({ contact, labelOf, canEdit, onSave }: SectionProps & Pick<CustomerPanelProps, 'labelOf'>) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const unknown = t('desk:customer.unknown');
  return (
    <section className="sec" aria-label={t('desk:customer.contact')}>
      <h3 className="sec-head">
        {t('desk:customer.contact')}
        {canEdit && !editing && (
          <Button variant="quiet" size="s" className="sec-end" onClick={() => setEditing(true)}>
            {t('desk:customer.edit')}
          </Button>
        )}
      </h3>
      {editing ? (
        <ContactForm contact={contact} onSave={onSave} onClose={() => setEditing(false)} />
      ) : (
        <dl className="kv">
          <dt>{t('desk:customer.email')}</dt>
          <dd>{contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : <Value empty={unknown}>{null}</Value>}</dd>
          <dt>{t('desk:customer.phone')}</dt>
          <dd className="num">
            <Value empty={unknown} ltr>
              {contact.phone}
            </Value>
          </dd>
          <dt>{t('desk:customer.language')}</dt>
          <dd>
            <Value empty={unknown}>{contact.language}</Value>
          </dd>
          <dt>{t('desk:customer.company')}</dt>
          <dd>
            <Value empty={unknown}>{contact.company}</Value>
          </dd>
          {contact.addresses.map((address) => (
            <Address key={address.account_id + address.external_id} channel={labelOf(address.channel)} account={address.account} id={address.external_id} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Address({ channel, account, id }: { channel: string; account: string; id: string }) {
  return (
    <>
      <dt className="trunc">{channel}</dt>
      <dd>
        <bdi>{account}</bdi>{' '}
        <bdi className="meta num" dir="ltr">
          {id}
        </bdi>
      </dd>
    </>
  );
}

function Earlier({ contact, earlier, iconOf }: { contact: ContactView; earlier: readonly EarlierInteraction[]; iconOf: (channel: string) => IconName }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  return (
    <section className="sec">
      <h3 className="sec-head">
        {t('desk:customer.earlier')} {earlier.length > 0 && <Chip>{earlier.length < 20 ? earlier.length : '20+'}</Chip>}
        {earlier.length > 0 && (
          <Link className="sec-end" to="/desktop/records" search={{ contact: contact.name }}>
            {t('desk:customer.allRecords')}
          </Link>
        )}
      </h3>
      {earlier.length === 0 ? (
        <p className="dim">{t('desk:customer.noEarlier')}</p>
      ) : (
        <ul className="hist">
          {earlier.slice(0, 5).map((each) => (
            <li key={each.id}>
              <Icon name={iconOf(each.channel)} />
              <Link className="trunc hist-link" to="/desktop/records/$recordId" params={{ recordId: each.id }} dir="auto">
                {each.title || t('desk:customer.noWords')}
              </Link>
              <time dateTime={new Date(each.started_at).toISOString()} title={fullStamp(each.started_at, language)}>
                {shortMoment(each.started_at, now, language)}
              </time>
              <span className="meta trunc">{[each.service, each.disposition, each.agent].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Notes({ contact, canEdit, onSave }: SectionProps) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  return (
    <section className="sec">
      <h3 className="sec-head">
        {t('desk:customer.notes')}
        {canEdit && !editing && (
          <Button variant="quiet" size="s" className="sec-end" icon={contact.notes ? 'pencil' : 'plus'} onClick={() => setEditing(true)}>
            {t(contact.notes ? 'desk:customer.edit' : 'desk:customer.add')}
          </Button>
        )}
      </h3>
      {editing ? (
        <NotesForm notes={contact.notes ?? ''} onSave={(notes) => onSave({ notes })} onClose={() => setEditing(false)} />
      ) : contact.notes ? (
        <p className="mut notes" dir="auto">
          {contact.notes}
        </p>
      ) : (
        <p className="dim">{t('desk:customer.noNotes')}</p>
      )}
    </section>
  );
}
