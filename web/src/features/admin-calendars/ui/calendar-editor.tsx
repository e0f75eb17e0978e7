import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { calendarsQuery, keepCalendar } from '@/features/admin-common/api/calendars';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { OpenState } from '@/features/admin-common/parts/open-state';
import type { CalendarInput, CalendarView, ServiceView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeCalendar, createCalendar } from '../api/save-calendar';
import { blankCalendar, checkCalendar, draftOf, hoursOf, likeMonday, WEEKDAYS, type CalendarDraft } from '../model/draft';
import { SpanFields } from './span-fields';
import { SpecialDays } from './special-days';
import { dateWords, WeekView } from './week-view';
import './calendars.css';

interface CalendarEditorProps {
  /** Undefined while a new one is written. */
  calendar: CalendarView | undefined;
  services: readonly ServiceView[];
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** A calendar: its zone, its week, its special days, and what comes of them. */
export function CalendarEditor({ calendar, services }: CalendarEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const zones = useId();
  const form = useEntityForm<CalendarView, CalendarDraft>({
    applied: calendar,
    blank: blankCalendar(ownZone()),
    draftOf,
    labels: { name: t('admin-hours:name'), zone: t('admin-hours:zone'), week: t('admin-hours:week'), days: t('admin-hours:days') },
    check: (draft) => checkCalendar(draft, t),
    save: (draft, changed, applied) => {
      const body: CalendarInput = {
        ...(changed.includes('name') || !applied ? { name: draft.name.trim() } : {}),
        ...(changed.some((key) => key !== 'name') || !applied ? { hours: hoursOf(draft) } : {}),
      };
      return applied ? changeCalendar(applied.id, { ...body, expected_updated_at: applied.updated_at }) : createCalendar(body);
    },
    reload: async () => {
      const found = (await queries.query({ ...calendarsQuery, staleTime: 0 })).find(({ id }) => id === calendar?.id);
      if (!found) throw new Error('the calendar is gone');
      return found;
    },
    onSaved: (saved) => {
      keepCalendar(queries, saved);
      toast(t(calendar ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!calendar) void navigate({ to: '/admin/calendars/$calendarId', params: { calendarId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const { draft, edit, labels } = form;
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/calendars', ignoreBlocker: true })}
      head={<PageHead crumb={<Link to="/admin/calendars">{t('admin:nav.calendars')}</Link>} title={calendar?.name ?? t('admin-hours:newTitle')} text={calendar && <OpenState calendar={calendar} />} />}
    >
      <Card>
        <FormSection title={t('admin-hours:identity')} text={t('admin-hours:identityText')}>
          <TextField
            label={labels.name}
            {...form.field('name')}
            name="name"
            value={draft.name}
            maxLength={80}
            autoComplete="off"
            autoFocus={!calendar}
            onChange={(event) => edit({ name: event.target.value })}
          />
          <TextField
            label={labels.zone}
            {...form.field('zone')}
            name="zone"
            hint={t('admin-hours:zoneHint')}
            value={draft.zone}
            list={zones}
            autoComplete="off"
            onChange={(event) => edit({ zone: event.target.value })}
          />
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </FormSection>
        <FormSection title={labels.week} text={t('admin-hours:weekText')}>
          <ul className="week-fields">
            {WEEKDAYS.map((day) => (
              <li key={day}>
                <span className="m week-name">{t(`admin-hours:day.${day}`)}</span>
                <SpanFields day={t(`admin-hours:day.${day}`)} spans={draft.week[day]} error={form.errors[`week.${day}`]} onChange={(spans) => edit({ week: { ...draft.week, [day]: spans } })} />
              </li>
            ))}
          </ul>
          <div>
            <Button size="s" onClick={() => edit({ week: likeMonday(draft.week) })}>
              {t('admin-hours:likeMonday')}
            </Button>
          </div>
        </FormSection>
        <FormSection title={labels.days} text={t('admin-hours:daysText')}>
          <SpecialDays days={draft.days} errors={form.errors} onChange={(days) => edit({ days })} />
        </FormSection>
        {calendar && <Preview calendar={calendar} services={services} />}
      </Card>
    </FormFrame>
  );
}

/** What comes of the hours that are applied. */
function Preview({ calendar, services }: { calendar: CalendarView; services: readonly ServiceView[] }) {
  const t = useT();
  const language = useLanguage();
  const followers = services.filter(({ id }) => calendar.service_ids.includes(id));
  return (
    <>
      <FormSection title={t('admin-hours:ahead')} text={t('admin-hours:aheadText', { zone: calendar.hours.zone })}>
        <WeekView days={calendar.ahead} />
        <h3 className="preview-head">{t('admin-hours:nextSpecial')}</h3>
        {calendar.next_special.length === 0 ? (
          <p className="mut">{t('admin-hours:noSpecial')}</p>
        ) : (
          <ul className="name-list">
            {calendar.next_special.map((day) => (
              <li key={day.date}>
                {dateWords(day.date, language, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })} · {day.special}{' '}
                <span className="mut">{day.open.map(({ from, to }) => `${from}–${to}`).join(', ') || t('admin-hours:state.closed')}</span>
              </li>
            ))}
          </ul>
        )}
      </FormSection>
      <FormSection title={t('admin:nav.services')} text={t('admin-hours:servicesText')}>
        {followers.length === 0 ? (
          <p className="mut">{t('admin-hours:noServices')}</p>
        ) : (
          <ul className="name-list">
            {followers.map((service) => (
              <li key={service.id}>
                <Link to="/admin/services/$serviceId" params={{ serviceId: service.id }} search={{ tab: 'hours' }}>
                  {service.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </FormSection>
    </>
  );
}
