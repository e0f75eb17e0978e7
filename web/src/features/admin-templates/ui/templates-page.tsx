import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { finds } from '@/features/admin-common/page/find';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { TemplateView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { templatesQuery } from '@/shared/rich/api/templates';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState } from '@/shared/ui/states/states';
import { changeTemplate, keepTemplate } from '../api/save-template';

interface TemplatesPageProps {
  /** What is looked for, and the service whose templates are shown; absent: all. */
  filter: { q?: string | undefined; service?: string | undefined };
  onFilter: (filter: TemplatesPageProps['filter']) => void;
}

/** *Configuration > Message templates*. */
export function TemplatesPage({ filter, onFilter }: TemplatesPageProps) {
  const { q = '', service = '' } = filter;
  const t = useT();
  const queries = useQueryClient();
  const templates = useQuery(templatesQuery);
  const services = useQuery(servicesQuery);
  const nameOf = (id: string | null | undefined): string => services.data?.find((each) => each.id === id)?.name ?? t('admin-templates:allServices');
  const columns: ListColumn<TemplateView>[] = [
    {
      id: 'name',
      head: t('admin-templates:name'),
      sortBy: (template) => template.name,
      cell: (template) => (
        <Link to="/admin/message-templates/$templateId" params={{ templateId: template.id }}>
          {template.name}
        </Link>
      ),
    },
    { id: 'kind', head: t('admin-templates:kind'), sortBy: (template) => template.content.rich, cell: (template) => <span className="mut">{t(`rich:kinds.${template.content.rich}`)}</span> },
    { id: 'service', head: t('admin-templates:service'), sortBy: (template) => nameOf(template.service_id), cell: (template) => <span className="mut">{nameOf(template.service_id)}</span> },
    { id: 'state', head: t('admin:list.status'), sortBy: (template) => Number(template.disabled), cell: (template) => <ActiveState disabled={template.disabled} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (template) => (
        <ToggleMenu
          thing={template}
          change={async (disabled) => {
            const saved = await changeTemplate(template.id, { disabled });
            keepTemplate(queries, saved);
            return saved;
          }}
        />
      ),
    },
  ];
  const create = (
    <Link to="/admin/message-templates/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-templates:new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.templates')} text={t('admin-templates:text')} actions={create} />
      <EntityList
        label={t('admin:nav.templates')}
        source={templates}
        columns={columns}
        rowKey={({ id }) => id}
        matches={(template) => (service === '' || !template.service_id || template.service_id === service) && finds(q, template.name)}
        filtered={service !== '' || q !== ''}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-templates:count', { count: rows })}
        errorTitle={t('admin-templates:error')}
        empty={<EmptyState icon="cards" title={t('admin-templates:empty')} text={t('admin-templates:emptyText')} />}
        tools={
          <>
            <SearchField label={t('admin-templates:find')} placeholder={t('admin-templates:find')} value={q} onChange={(event) => onFilter({ ...filter, q: event.target.value || undefined })} />
            <FilterMenu
              label={t('admin-templates:service')}
              options={(services.data ?? []).map(({ id, name }) => ({ id, label: name }))}
              selected={filter.service}
              onSelect={(next) => onFilter({ ...filter, service: next })}
            />
          </>
        }
      />
    </div>
  );
}
