import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDeskSession } from '@/shared/desk/context';
import { contactQuery, keepContact } from './contacts';

/** What happens elsewhere is seen at once: changed contacts, and what comes to their time lines. */
export const useLiveContacts = (): void => {
  const session = useDeskSession();
  const queries = useQueryClient();
  useEffect(
    () =>
      session.listen((frame) => {
        if (frame.kind === 'contact.changed') keepContact(queries, frame.data);
        if (frame.kind === 'contact.erased') {
          queries.removeQueries({ queryKey: contactQuery(frame.data.id).queryKey });
          void queries.invalidateQueries({ queryKey: ['contacts', 'list'] });
        }
        if (frame.kind === 'interaction.changed') void queries.invalidateQueries({ queryKey: ['contacts', 'timeline', frame.data.contact_id] });
        if (frame.kind === 'case.changed') void queries.invalidateQueries({ queryKey: ['contacts', 'timeline', frame.data.contact_id] });
        if (frame.kind === 'planned.changed') void queries.invalidateQueries({ queryKey: ['contacts', 'timeline'] });
        if (frame.kind === 'config.changed' && frame.data.what === 'settings') void queries.invalidateQueries({ queryKey: ['contacts', 'fields'] });
      }),
    [session, queries],
  );
};
