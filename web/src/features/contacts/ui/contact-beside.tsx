import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import '@/shared/desk/ui/panel.css';
import { contactFieldsQuery } from '../api/contacts';
import { BlockButton } from './block-button';
import { BlockedBanner } from './blocked';
import { OwnValues } from './own-field';
import './contacts.css';

/** What a contact has beside the usual, next to a conversation: whether they are blocked, further addresses, own fields. */
export function ContactBeside({ contact, canEdit }: { contact: ContactView; canEdit: boolean }) {
  const t = useT();
  const fields = useQuery(contactFieldsQuery);
  const [emails, phones] = [contact.more_emails ?? [], contact.more_phones ?? []];
  return (
    <section className="sec contact-beside" aria-label={t('contacts:record')}>
      <BlockedBanner contact={contact} />
      {(emails.length > 0 || phones.length > 0 || (fields.data ?? []).some((field) => contact.fields?.[field.key])) && (
        <dl className="contact-pairs">
          {emails.length > 0 && (
            <div className="contact-pair">
              <dt>{t('contacts:moreEmails')}</dt>
              <dd>{emails.join(', ')}</dd>
            </div>
          )}
          {phones.length > 0 && (
            <div className="contact-pair">
              <dt>{t('contacts:morePhones')}</dt>
              <dd className="num" dir="ltr">
                {phones.join(', ')}
              </dd>
            </div>
          )}
          <OwnValues fields={fields.data ?? []} values={contact.fields ?? {}} />
        </dl>
      )}
      <div className="contact-acts">
        <Link to="/desktop/contacts/$contactId" params={{ contactId: contact.id }} className="contact-link">
          {t('contacts:openPage')}
        </Link>
        {canEdit && <BlockButton contact={contact} />}
      </div>
    </section>
  );
}
