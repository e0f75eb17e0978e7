import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { calendarsQuery } from '@/features/admin-common/api/calendars';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { OpenState } from '@/features/admin-common/parts/open-state';
import { RowMenu } from '@/features/admin-common/parts/row-menu';
import type { CalendarView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { deleteCalendar } from '../api/save-calendar';

/** *Configuration > Calendars*. */
export function CalendarsPage() {
  const t = useT();
  const queries = useQueryClient();
  const calendars = useQuery(calendarsQuery);
  const services = useQuery(servicesQuery).data ?? [];
  const [going, setGoing] = useState<CalendarView>();
  const followers = (calendar: CalendarView) =>
    services
      .filter(({ id }) => calendar.service_ids.includes(id))
      .map(({ name }) => name)
      .join(', ');
  const columns: ListColumn<CalendarView>[] = [
    {
      id: 'name',
      head: t('admin-hours:name'),
      sortBy: ({ name }) => name,
      cell: (calendar) => (
        <Link className="row-link" to="/admin/calendars/$calendarId" params={{ calendarId: calendar.id }}>
          {calendar.name}
        </Link>
      ),
    },
    { id: 'now', head: t('admin-hours:now'), sortBy: ({ open }) => Number(open), cell: (calendar) => <OpenState calendar={calendar} /> },
    { id: 'zone', head: t('admin-hours:zone'), sortBy: ({ hours }) => hours.zone, cell: ({ hours }) => hours.zone },
    { id: 'services', head: t('admin:nav.services'), sortBy: followers, cell: (calendar) => <span className="names">{followers(calendar) || t('none')}</span> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (calendar) => (
        <RowMenu
          name={calendar.name}
          entries={[
            {
              kind: 'item',
              id: 'delete',
              icon: 'trash',
              label: t('admin-hours:delete'),
              offReason: calendar.service_ids.length > 0 ? t('admin-hours:inUse', { services: followers(calendar) }) : undefined,
              perform: () => setGoing(calendar),
            },
          ]}
        />
      ),
    },
  ];
  const add = (
    <Link to="/admin/calendars/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-hours:new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.calendars')} text={t('admin-hours:text')} actions={add} />
      <EntityList
        label={t('admin:nav.calendars')}
        source={calendars}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={() => true}
        filtered={false}
        onClearFilters={() => undefined}
        count={(rows) => t('admin-hours:count', { count: rows })}
        errorTitle={t('admin-hours:error')}
        empty={<EmptyState icon="calendar" title={t('admin-hours:empty')} text={t('admin-hours:emptyText')} action={add} />}
        tools={null}
      />
      {going && (
        <ConfirmLoss
          title={t('admin-hours:deleteTitle', { name: going.name })}
          text={t('admin-hours:deleteText')}
          keep={t('admin-hours:keep')}
          go={t('admin-hours:delete')}
          onClose={() => setGoing(undefined)}
          onGo={async () => {
            await deleteCalendar(going.id);
            queries.setQueryData(calendarsQuery.queryKey, (all) => all?.filter(({ id }) => id !== going.id));
          }}
        />
      )}
    </div>
  );
}
