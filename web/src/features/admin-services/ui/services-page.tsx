import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keepService, servicesQuery } from '@/features/admin-common/api/services';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { finds } from '@/features/admin-common/page/find';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { ServiceView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { runningTime } from '@/shared/lib/times';
import { buttonClass } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { changeService } from '../api/save-service';

interface ServicesPageProps {
  filter: { q?: string | undefined };
  onFilter: (filter: { q?: string | undefined }) => void;
}

/** *Configuration > Services*. */
export function ServicesPage({ filter, onFilter }: ServicesPageProps) {
  const t = useT();
  const queries = useQueryClient();
  const services = useQuery(servicesQuery);
  const teams = useQuery(teamsQuery).data ?? [];
  const skills = useQuery(skillsQuery).data ?? [];
  const teamsOf = (service: ServiceView) => service.team_ids.map((team) => teams.find(({ id }) => id === team)?.name ?? '?').join(', ');
  const skillsOf = (service: ServiceView) =>
    service.required_skills.map((skill) => `${skills.find(({ id }) => id === skill.skill_id)?.name ?? '?'} ≥ ${skill.level}`).join(', ');
  const columns: ListColumn<ServiceView>[] = [
    {
      id: 'name',
      head: t('admin-flow:service.name'),
      sortBy: (service) => service.name,
      cell: (service) => (
        <Link className="row-link" to="/admin/services/$serviceId" params={{ serviceId: service.id }}>
          {service.name}
        </Link>
      ),
    },
    {
      id: 'teams',
      head: t('admin:nav.teams'),
      sortBy: teamsOf,
      cell: (service) =>
        service.team_ids.length > 0 ? (
          <span className="names">{teamsOf(service)}</span>
        ) : (
          <span className="cell t-warn">
            <Icon name="alert" />
            {t('admin-flow:service.noTeam')}
          </span>
        ),
    },
    {
      id: 'skills',
      head: t('admin-flow:service.skills'),
      cell: (service) => (
        <span className="names num" title={skillsOf(service)}>
          <bdi>{skillsOf(service) || t('none')}</bdi>
        </span>
      ),
    },
    {
      id: 'target',
      head: t('admin-flow:service.target'),
      sortBy: (service) => service.target_wait_ms,
      cell: (service) => (
        <span className="num">{t('admin-flow:service.targetShort', { percent: service.target_percent, time: runningTime(service.target_wait_ms) })}</span>
      ),
    },
    {
      id: 'acw',
      head: t('admin-flow:service.acw'),
      numeric: true,
      sortBy: (service) => service.after_call_work_ms,
      cell: (service) => (service.after_call_work_ms === 0 ? <span className="dim">{t('admin-flow:service.acwNone')}</span> : runningTime(service.after_call_work_ms)),
    },
    { id: 'state', head: t('admin:list.status'), sortBy: (service) => Number(service.disabled), cell: (service) => <ActiveState disabled={service.disabled} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (service) => (
        <ToggleMenu
          thing={service}
          change={async (disabled) => {
            const saved = await changeService(service.id, { disabled });
            keepService(queries, saved);
            return saved;
          }}
        />
      ),
    },
  ];
  const add = (
    <Link to="/admin/services/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-flow:service.new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.services')} text={t('admin-flow:service.text')} actions={add} />
      <EntityList
        label={t('admin:nav.services')}
        source={services}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={(service) => finds(filter.q ?? '', service.name, teamsOf(service), skillsOf(service))}
        filtered={Boolean(filter.q)}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-flow:service.count', { count: rows })}
        errorTitle={t('admin-flow:service.error')}
        empty={<EmptyState icon="route" title={t('admin-flow:service.empty')} text={t('admin-flow:service.emptyText')} action={add} />}
        tools={
          <SearchField
            label={t('admin-flow:service.find')}
            placeholder={t('admin-flow:service.find')}
            value={filter.q ?? ''}
            onChange={(event) => onFilter({ q: event.target.value || undefined })}
          />
        }
      />
    </div>
  );
}
