import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { smallUrl } from '@/shared/api/attachment-url';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { can, useMe } from '@/shared/api/me';
import type { ContactView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortDay } from '@/shared/lib/times';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button } from '@/shared/ui/button/button';
import type { IconName } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import '@/shared/desk/ui/panel.css';
import { contactFieldsQuery, contactQuery } from '../api/contacts';
import { useLiveContacts } from '../api/use-live-contacts';
import { BlockButton } from './block-button';
import { BlockedBanner, BlockedChip } from './blocked';
import { ContactDialog } from './contact-dialog';
import { Duplicates } from './duplicates';
import { OwnValues } from './own-field';
import { Timeline } from './timeline';
import './contacts.css';

interface ContactPageProps {
  id: string;
  back: ReactNode;
  iconOf: (channel: string) => IconName;
  labelOf: (channel: string) => string;
  /** A new case of this customer. */
  acts?: (contact: ContactView) => ReactNode;
  /** Export and erase, for those with the right. */
  privacy?: ((contact: ContactView) => ReactNode) | undefined;
}

/** One customer: what is known of them, and everything that happened in one line of time. */
export function ContactPage({ id, ...rest }: ContactPageProps) {
  const t = useT();
  useLiveContacts();
  const found = useQuery(contactQuery(id));
  if (found.data) return <Shown contact={found.data} {...rest} />;
  return (
    <main className="contacts">
      <header className="contacts-head">{rest.back}</header>
      {found.error ? <ErrorState title={t('contacts:failedOne')} text={errorWords(found.error, t)} details={errorDetails(found.error, t)} onRetry={() => void found.refetch()} /> : <SkeletonRows rows={6} label={t('loading')} />}
    </main>
  );
}

function Shown({ contact, back, iconOf, labelOf, acts, privacy }: Omit<ContactPageProps, 'id'> & { contact: ContactView }) {
  const t = useT();
  const language = useLanguage();
  const mayEdit = can(useMe(), 'edit_contacts');
  const [editing, setEditing] = useState(false);
  return (
    <main className="contact-page" aria-labelledby="contact-h">
      <header className="contact-head">
        {back}
        <Avatar name={contact.name} picture={contact.picture_id ? smallUrl(contact.picture_id) : undefined} size="l" />
        <div className="contact-title">
          <h1 id="contact-h" dir="auto">
            {contact.name}
          </h1>
          <p className="contact-sub">
            <BlockedChip contact={contact} />
            {contact.company && <bdi className="mut">{contact.company}</bdi>}
            <span className="dim">{t('contacts:sinceDay', { day: shortDay(contact.created_at, language) })}</span>
          </p>
        </div>
        {mayEdit && (
          <div className="contact-acts">
            {acts?.(contact)}
            <BlockButton contact={contact} />
            <Button size="s" icon="pencil" onClick={() => setEditing(true)}>
              {t('contacts:edit')}
            </Button>
          </div>
        )}
      </header>
      <BlockedBanner contact={contact} />
      <div className="contact-body">
        <div className="contact-main">
          <Timeline contactId={contact.id} iconOf={iconOf} labelOf={labelOf} />
        </div>
        <aside className="contact-side" aria-label={t('contacts:record')}>
          <Facts contact={contact} labelOf={labelOf} />
          <Duplicates contact={contact} />
          {privacy?.(contact)}
        </aside>
      </div>
      {editing && <ContactDialog contact={contact} onClose={() => setEditing(false)} />}
    </main>
  );
}

function Facts({ contact, labelOf }: { contact: ContactView; labelOf: (channel: string) => string }) {
  const t = useT();
  const fields = useQuery(contactFieldsQuery);
  const pair = (label: string, value: ReactNode) => (
    <div className="contact-pair">
      <dt>{label}</dt>
      <dd>{value || <span className="dim">{t('contacts:unknown')}</span>}</dd>
    </div>
  );
  const emails = [contact.email, ...(contact.more_emails ?? [])].filter((email) => typeof email === 'string');
  const phones = [contact.phone, ...(contact.more_phones ?? [])].filter((phone) => typeof phone === 'string');
  return (
    <>
      <section className="sec">
        <h2 className="sec-head">{t('contacts:record')}</h2>
        <dl className="contact-pairs">
          {pair(
            t('contacts:email'),
            emails.length > 0 &&
              emails.map((email) => (
                <a key={email} className="contact-each" href={`mailto:${email}`}>
                  {email}
                </a>
              )),
          )}
          {pair(
            t('contacts:phone'),
            phones.length > 0 &&
              phones.map((phone) => (
                <bdi key={phone} className="contact-each num" dir="ltr">
                  {phone}
                </bdi>
              )),
          )}
          {pair(t('contacts:language'), contact.language && <bdi>{contact.language}</bdi>)}
          {pair(t('contacts:company'), contact.company && <bdi>{contact.company}</bdi>)}
          <OwnValues fields={fields.data ?? []} values={contact.fields ?? {}} />
        </dl>
      </section>
      {contact.addresses.length > 0 && (
        <section className="sec">
          <h2 className="sec-head">{t('contacts:addresses')}</h2>
          <dl className="contact-pairs">
            {contact.addresses.map((address) => (
              <div key={address.account_id + address.external_id} className="contact-pair">
                <dt className="trunc">{labelOf(address.channel)}</dt>
                <dd>
                  <bdi>{address.account}</bdi>{' '}
                  <bdi className="meta num" dir="ltr">
                    {address.external_id}
                  </bdi>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {contact.notes && (
        <section className="sec">
          <h2 className="sec-head">{t('contacts:notes')}</h2>
          <p className="mut notes" dir="auto">
            {contact.notes}
          </p>
        </section>
      )}
    </>
  );
}
