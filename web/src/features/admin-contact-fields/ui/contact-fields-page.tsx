import { useQuery, useQueryClient } from '@tanstack/react-query';
import { settingsQuery } from '@/features/admin-common/api/settings';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { EntityPage } from '@/features/admin-common/page/entity-page';
import { PageHead } from '@/features/admin-common/page/page-head';
import { api, take } from '@/shared/api/client';
import type { TenantSettings } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { EmptyState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { draftOf, fieldsOf, moved, type FieldDraft } from '../model/draft';
import { FieldRow } from './field-row';
import './contact-fields.css';

interface Draft {
  contact_fields: readonly FieldDraft[];
}

const ofSettings = (settings: TenantSettings): Draft => ({ contact_fields: (settings.contact_fields ?? []).map(draftOf) });

/** *Configuration > Contact fields*. */
export function ContactFieldsPage() {
  const t = useT();
  const settings = useQuery(settingsQuery);
  return (
    <EntityPage query={settings} errorTitle={t('admin-flow:settings.error')}>
      {(data) => <Editor settings={data} />}
    </EntityPage>
  );
}

const NEW: FieldDraft = { key: '', label: '', kind: 'text', choices: '', required: false, searchable: false, fresh: true };

function Editor({ settings }: { settings: TenantSettings }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useEntityForm<TenantSettings, { contact_fields: readonly FieldDraft[] }>({
    applied: settings,
    blank: ofSettings(settings),
    draftOf: ofSettings,
    labels: { contact_fields: t('admin-contacts:title') },
    check: (draft) =>
      Object.fromEntries(
        draft.contact_fields.flatMap((field, at): [string, string][] => [
          ...(field.label.trim() ? [] : [[`contact_fields[${at}].label`, t('admin-contacts:nameMissing')] satisfies [string, string]]),
          ...(field.kind === 'choice' && !field.choices.trim() ? [[`contact_fields[${at}].choices`, t('admin-contacts:choicesMissing')] satisfies [string, string]] : []),
        ]),
      ),
    save: (draft) => take(api.PATCH('/api/v1/settings', { body: { contact_fields: fieldsOf(draft.contact_fields) } })),
    reload: () => queries.query({ ...settingsQuery, staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(settingsQuery.queryKey, saved);
      toast(t('admin:form.applied', { name: t('admin-contacts:title') }));
    },
  });
  const rows = form.draft.contact_fields;
  const set = (contact_fields: readonly FieldDraft[]) => form.edit({ contact_fields });
  const errorAt = (at: number) => (what: string) => {
    const start = `contact_fields[${at}].${what}`;
    return Object.entries(form.errors).find(([path]) => path === start || path.startsWith(`${start}[`))?.[1];
  };
  return (
    <FormFrame form={form} head={<PageHead title={t('admin-contacts:title')} text={t('admin-contacts:text')} />}>
      <Card>
        {rows.length === 0 ? (
          <EmptyState
            icon="person"
            title={t('admin-contacts:empty')}
            text={t('admin-contacts:emptyText')}
            action={
              <Button icon="plus" onClick={() => set([NEW])}>
                {t('admin-contacts:add')}
              </Button>
            }
          />
        ) : (
          <>
            <ol className="cf-rows">
              {rows.map((field, at) => (
                <FieldRow
                  key={field.key || `new-${at}`}
                  field={field}
                  errorOf={errorAt(at)}
                  first={at === 0}
                  last={at === rows.length - 1}
                  onChange={(change) => set(rows.map((each, place) => (place === at ? { ...each, ...change } : each)))}
                  onMove={(step) => set(moved(rows, at, step))}
                  onRemove={() => set(rows.filter((_, place) => place !== at))}
                />
              ))}
            </ol>
            <div className="cf-foot">
              <Button icon="plus" onClick={() => set([...rows, NEW])}>
                {t('admin-contacts:add')}
              </Button>
            </div>
          </>
        )}
      </Card>
    </FormFrame>
  );
}
