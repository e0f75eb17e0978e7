import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '@/features/admin-common/api/calendars';
import { serviceQuery, servicesQuery } from '@/features/admin-common/api/services';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import type { ServiceTab } from '../model/tabs';
import { ServiceEditor } from './service-editor';

interface ServicePageProps {
  /** Undefined: a new one. */
  id: string | undefined;
  tab: ServiceTab;
  onTab: (tab: ServiceTab) => void;
}

/** One service. */
export function ServicePage({ id, tab, onTab }: ServicePageProps) {
  const t = useT();
  const teams = useQuery(teamsQuery);
  const skills = useQuery(skillsQuery);
  const service = useQuery({ ...serviceQuery(id ?? ''), enabled: id !== undefined });
  const calendars = useQuery(calendarsQuery);
  const services = useQuery(servicesQuery);
  const base = together({ teams, skills, calendars, services });
  const all = id === undefined ? base : together({ teams, skills, calendars, services, service });
  return (
    <EntityPage query={all} errorTitle={t('admin-flow:service.errorOne')}>
      {(data) => (
        <ServiceEditor
          key={id ?? 'new'}
          service={id === undefined ? undefined : service.data}
          teams={data.teams}
          skills={data.skills}
          calendars={data.calendars}
          services={data.services}
          tab={tab}
          onTab={onTab}
        />
      )}
    </EntityPage>
  );
}
