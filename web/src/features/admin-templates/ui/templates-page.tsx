import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { TemplateView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { templatesQuery } from '@/shared/rich/api/templates';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { SelectField } from '@/shared/ui/field/field';
import { EmptyState } from '@/shared/ui/states/states';
import { changeTemplate, keepTemplate } from '../api/save-template';
import './templates.css';

interface TemplatesPageProps {
  /** Shows the templates of one service; empty: all. */
  service: string;
  onService: (service: string) => void;
}

/** *Configuration > Message templates*. */
export function TemplatesPage({ service, onService }: TemplatesPageProps) {
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
      <div className="templates-filter">
        <SelectField label={t('admin-templates:service')} value={service} onChange={(event) => onService(event.target.value)}>
          <option value="">{t('admin-templates:everyService')}</option>
          {(services.data ?? []).map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </SelectField>
      </div>
      <EntityList
        label={t('admin:nav.templates')}
        source={templates}
        columns={columns}
        rowKey={({ id }) => id}
        matches={(template) => service === '' || !template.service_id || template.service_id === service}
        filtered={service !== ''}
        onClearFilters={() => onService('')}
        count={(rows) => t('admin-templates:count', { count: rows })}
        errorTitle={t('admin-templates:error')}
        empty={<EmptyState icon="cards" title={t('admin-templates:empty')} text={t('admin-templates:emptyText')} />}
      />
    </div>
  );
}
