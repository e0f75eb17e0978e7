import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDeskSession } from '@/shared/desk/context';
import { caseQuery } from './cases';

/** What happens to cases elsewhere is seen at once. */
export const useLiveCases = (): void => {
  const session = useDeskSession();
  const queries = useQueryClient();
  useEffect(
    () =>
      session.listen((frame) => {
        if (frame.kind !== 'case.changed') return;
        void queries.invalidateQueries({ queryKey: caseQuery(frame.data.id).queryKey });
        void queries.invalidateQueries({ queryKey: ['cases', 'list'] });
        void queries.invalidateQueries({ queryKey: ['cases', 'contact', frame.data.contact_id] });
      }),
    [session, queries],
  );
};
