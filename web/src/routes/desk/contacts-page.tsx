import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { NewCaseDialog } from '@/features/cases/ui/new-case-dialog';
import { ContactPage } from '@/features/contacts/ui/contact-view';
import { ContactsPage } from '@/features/contacts/ui/contacts-page';
import { Privacy } from '@/features/privacy/ui/privacy';
import { can, useMe } from '@/shared/api/me';
import type { ContactView } from '@/shared/api/schema';
import { useDeskSession } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';

/** What channels are called, and their icons. */
const useChannels = () => {
  const session = useDeskSession();
  return {
    labelOf: (channel: string) => channelOf(session.state.get(), channel)?.label ?? channel,
    iconOf: (channel: string) => iconNamed(channelOf(session.state.get(), channel)?.icon ?? '', 'chat'),
  };
};

/** The list of contacts. */
export function ContactsRoute() {
  const filters = useSearch({ from: '/signed-in/desktop/contacts' });
  const navigate = useNavigate();
  const { labelOf } = useChannels();
  return (
    <div className="col col-main">
      <ContactsPage
        filters={filters}
        labelOf={labelOf}
        onFilters={(search) => void navigate({ to: '/desktop/contacts', search, replace: true })}
        onOpen={(contactId) => void navigate({ to: '/desktop/contacts/$contactId', params: { contactId } })}
      />
    </div>
  );
}

/** One contact. */
export function ContactRoute() {
  const t = useT();
  const { contactId } = useParams({ from: '/signed-in/desktop/contacts/$contactId' });
  const navigate = useNavigate();
  const mayErase = can(useMe(), 'manage_security');
  return (
    <div className="col col-main">
      <ContactPage
        key={contactId}
        id={contactId}
        {...useChannels()}
        acts={(contact) => <NewCase contact={contact} />}
        privacy={mayErase ? (contact) => <Privacy contact={contact} onErased={() => void navigate({ to: '/desktop/contacts', search: {} })} /> : undefined}
        back={
          <Link to="/desktop/contacts" search={{}} className={buttonClass({ variant: 'quiet' }, 'btn-icon')} aria-label={t('contacts:back')}>
            <Icon name="chevron-start" flip />
          </Link>
        }
      />
    </div>
  );
}

/** Makes a case of the customer. */
function NewCase({ contact }: { contact: ContactView }) {
  const t = useT();
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  return (
    <>
      <Button size="s" icon="plus" onClick={() => setMaking(true)}>
        {t('contacts:newCase')}
      </Button>
      {making && (
        <NewCaseDialog contactId={contact.id} contactName={contact.name} onClose={() => setMaking(false)} onMade={() => void queries.invalidateQueries({ queryKey: ['contacts', 'timeline', contact.id] })} />
      )}
    </>
  );
}
