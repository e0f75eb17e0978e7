import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { entryQuery, keepEntry } from '@/features/admin-common/api/entries';
import { faults } from '@/features/admin-common/form/check-values';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import type { AccountView, EntryInput, EntryView, ServiceView, SkillView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { toast } from '@/shared/ui/toast/toasts';
import { changeEntry, createEntry } from '../api/save-entry';
import { EntryActions } from './entry-actions';
import { EntryFields, type EntryDraft } from './entry-fields';

interface EntryEditorProps {
  /** Undefined while a new one is written. */
  entry: EntryView | undefined;
  services: readonly ServiceView[];
  accounts: readonly AccountView[];
  skills: readonly SkillView[];
  /** All entries: an account feeds at most one. */
  entries: readonly EntryView[];
}

const BLANK: EntryDraft = { name: '', account_ids: [], service_id: '', priority: '50', required_skills: [], greeting_text: '' };

const draftOf = (entry: EntryView): EntryDraft => ({
  name: entry.name,
  account_ids: entry.account_ids,
  service_id: entry.service_id ?? '',
  priority: String(entry.priority),
  required_skills: entry.required_skills,
  greeting_text: entry.greeting_text,
});

const toInput = (draft: EntryDraft, keys: readonly string[]): EntryInput => ({
  ...(keys.includes('name') ? { name: draft.name.trim() } : {}),
  ...(keys.includes('account_ids') ? { account_ids: [...draft.account_ids] } : {}),
  ...(keys.includes('service_id') ? { service_id: draft.service_id || null } : {}),
  ...(keys.includes('priority') ? { priority: Number(draft.priority) } : {}),
  ...(keys.includes('required_skills') ? { required_skills: [...draft.required_skills] } : {}),
  ...(keys.includes('greeting_text') ? { greeting_text: draft.greeting_text.trim() } : {}),
});

/** A scenario entry: where chats arrive and where they go. */
export function EntryEditor({ entry, services, accounts, skills, entries }: EntryEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useEntityForm<EntryView, EntryDraft>({
    applied: entry,
    blank: BLANK,
    draftOf,
    labels: {
      name: t('admin-flow:entry.name'),
      account_ids: t('admin-flow:entry.accounts'),
      service_id: t('admin-flow:entry.service'),
      priority: t('admin-flow:entry.priority'),
      required_skills: t('admin-routing:entrySkills'),
      greeting_text: t('admin-flow:entry.greeting'),
    },
    check: (draft) => {
      const check = faults(t);
      check.text('name', draft.name, 80);
      check.number('priority', draft.priority, 0, 100);
      draft.required_skills.forEach((skill, at) => {
        if (skill.level === 0) check.add(`required_skills[${at}].level`, t('admin-people:fault.level'));
      });
      check.optional('greeting_text', draft.greeting_text, 2000);
      return check.found;
    },
    save: (draft, changed, applied) =>
      applied
        ? changeEntry(applied.id, { ...toInput(draft, changed), expected_updated_at: applied.updated_at })
        : createEntry(toInput(draft, Object.keys(BLANK))),
    reload: () => queries.query({ ...entryQuery(entry?.id ?? ''), staleTime: 0 }),
    onSaved: (saved) => {
      keepEntry(queries, saved);
      void queries.invalidateQueries({ queryKey: ['admin', 'accounts'] });
      toast(t(entry ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!entry) void navigate({ to: '/admin/entries/$entryId', params: { entryId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const feeds = (account: AccountView): EntryView | undefined =>
    entries.find((other) => other.id !== entry?.id && other.account_ids.includes(account.id));
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/entries', ignoreBlocker: true })}
      head={
        <PageHead
          crumb={<Link to="/admin/entries">{t('admin:nav.entries')}</Link>}
          crumbEnd={t('admin-flow:entry.kind')}
          title={entry?.name ?? t('admin-flow:entry.newTitle')}
          text={entry && <ActiveState disabled={entry.disabled} />}
          actions={entry && <EntryActions entry={entry} />}
        />
      }
    >
      <Card>
        <EntryFields form={form} services={services} accounts={accounts} skills={skills} feeds={feeds} />
      </Card>
    </FormFrame>
  );
}
