import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '@/features/admin-common/api/calendars';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { EmptyState } from '@/shared/ui/states/states';
import { CalendarEditor } from './calendar-editor';

/** One calendar; without an id a new one. */
export function CalendarPage({ id }: { id: string | undefined }) {
  const t = useT();
  const all = together({ calendars: useQuery(calendarsQuery), services: useQuery(servicesQuery) });
  return (
    <EntityPage query={all} errorTitle={t('admin-hours:errorOne')}>
      {({ calendars, services }) => {
        const calendar = calendars.find((each) => each.id === id);
        if (id !== undefined && !calendar) {
          return (
            <div className="adm-in">
              <EmptyState icon="calendar" title={t('admin-hours:gone')} />
            </div>
          );
        }
        return <CalendarEditor key={id ?? 'new'} calendar={calendar} services={services} />;
      }}
    </EntityPage>
  );
}
