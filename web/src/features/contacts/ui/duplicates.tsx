import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import { duplicatesQuery } from '../api/contacts';

/** Contacts who may be the same person, each with the reasons; nothing when there are none. */
export function Duplicates({ contact }: { contact: ContactView }) {
  const t = useT();
  const found = useQuery(duplicatesQuery(contact)).data ?? [];
  if (found.length === 0) return null;
  return (
    <section className="sec" aria-label={t('contacts:duplicates')}>
      <h2 className="sec-head">{t('contacts:duplicates')}</h2>
      <ul className="contact-same">
        {found.map((each) => (
          <li key={each.contact.id}>
            <Link to="/desktop/contacts/$contactId" params={{ contactId: each.contact.id }} className="trunc" dir="auto">
              {each.contact.name}
            </Link>
            {each.alike.map((why) => (
              <Chip key={why}>{t(`contacts:alike.${why}`)}</Chip>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
