import type { ReactNode } from 'react';
import { smallUrl } from '@/shared/api/attachment-url';
import { can } from '@/shared/api/me';
import type { ContactView } from '@/shared/api/schema';
import { patchContact } from '@/shared/desk/api';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { put } from '@/shared/realtime/entities';
import { iconNamed } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { CustomerPanel } from './customer-panel';

interface CustomerProps {
  interactionId: string;
  close?: ReactNode;
  /** What is known of the customer beside the usual. */
  more?: (contact: ContactView, canEdit: boolean) => ReactNode;
  /** The customer's cases beside the conversation. */
  cases?: (contact: ContactView, canEdit: boolean) => ReactNode;
  /** Export and erase, for those with the right. */
  privacy?: (contact: ContactView) => ReactNode;
}

/** The customer of an interaction, from the desk's state. */
export function Customer({ interactionId, close, more, cases, privacy }: CustomerProps) {
  const t = useT();
  const session = useDeskSession();
  const detail = useDesk((state) => state.details.get(interactionId));
  const contact = useDesk((state) => state.contacts.get(detail?.contactId ?? ''));
  const canEdit = useDesk((state) => can(state.me, 'edit_contacts'));
  const canErase = useDesk((state) => can(state.me, 'manage_security'));
  if (!detail || !contact) return <SkeletonRows rows={3} label={t('loading')} />;
  return (
    <CustomerPanel
      key={contact.id}
      contact={contact}
      picture={contact.picture_id ? smallUrl(contact.picture_id) : undefined}
      earlier={detail.earlier}
      iconOf={(channel) => iconNamed(channelOf(session.state.get(), channel)?.icon ?? '', 'chat')}
      labelOf={(channel) => channelOf(session.state.get(), channel)?.label ?? channel}
      canEdit={canEdit}
      more={more?.(contact, canEdit)}
      cases={cases?.(contact, canEdit)}
      privacy={canErase && privacy?.(contact)}
      close={close}
      onSave={async (change) => {
        const answer = await patchContact(contact.id, change);
        session.state.update((state) => ({ ...state, contacts: put(state.contacts, answer.id, answer) }));
      }}
    />
  );
}
