import { useQuery } from '@tanstack/react-query';
import { accountsQuery } from '@/features/admin-common/api/accounts';
import { entriesQuery, entryQuery } from '@/features/admin-common/api/entries';
import { servicesQuery } from '@/features/admin-common/api/services';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { EntryEditor } from './entry-editor';

/** One scenario entry; without an id a new one. */
export function EntryPage({ id }: { id: string | undefined }) {
  const t = useT();
  const services = useQuery(servicesQuery);
  const accounts = useQuery(accountsQuery);
  const skills = useQuery(skillsQuery);
  const entries = useQuery(entriesQuery);
  const entry = useQuery({ ...entryQuery(id ?? ''), enabled: id !== undefined });
  const base = together({ services, accounts, skills, entries });
  const all = id === undefined ? base : together({ services, accounts, skills, entries, entry });
  return (
    <EntityPage query={all} errorTitle={t('admin-flow:entry.errorOne')}>
      {(data) => (
        <EntryEditor
          key={id ?? 'new'}
          entry={id === undefined ? undefined : entry.data}
          services={data.services}
          accounts={data.accounts}
          skills={data.skills}
          entries={data.entries}
        />
      )}
    </EntityPage>
  );
}
