import { getRouteApi } from '@tanstack/react-router';
import { CalendarPage } from '@/features/admin-calendars/ui/calendar-page';
import { CalendarsPage } from '@/features/admin-calendars/ui/calendars-page';
import { EntriesPage } from '@/features/admin-entries/ui/entries-page';
import { EntryPage } from '@/features/admin-entries/ui/entry-page';
import { ServicePage } from '@/features/admin-services/ui/service-page';
import { ServicesPage } from '@/features/admin-services/ui/services-page';
import { ContactFieldsPage } from '@/features/admin-contact-fields/ui/contact-fields-page';
import { SettingsPage } from '@/features/admin-settings/ui/settings-page';
import { TemplatePage } from '@/features/admin-templates/ui/template-page';
import { TemplatesPage } from '@/features/admin-templates/ui/templates-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';

const services = getRouteApi('/signed-in/admin/services');
const newService = getRouteApi('/signed-in/admin/services/new');
const service = getRouteApi('/signed-in/admin/services/$serviceId');
const calendar = getRouteApi('/signed-in/admin/calendars/$calendarId');
const entries = getRouteApi('/signed-in/admin/entries');
const entry = getRouteApi('/signed-in/admin/entries/$entryId');
const templates = getRouteApi('/signed-in/admin/message-templates');
const template = getRouteApi('/signed-in/admin/message-templates/$templateId');

/** `/admin/services` */
export function ServicesRoute() {
  const filter = services.useSearch();
  const navigate = services.useNavigate();
  return (
    <WithRight right="configure">
      <ServicesPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/services/new` */
export function NewServiceRoute() {
  const { tab = 'properties' } = newService.useSearch();
  const navigate = newService.useNavigate();
  return (
    <WithRight right="configure">
      <ServicePage id={undefined} tab={tab} onTab={(next) => void navigate({ search: { tab: next }, replace: true })} />
    </WithRight>
  );
}

/** `/admin/services/$serviceId` */
export function ServiceRoute() {
  const { tab = 'properties' } = service.useSearch();
  const navigate = service.useNavigate();
  return (
    <WithRight right="configure">
      <ServicePage id={service.useParams().serviceId} tab={tab} onTab={(next) => void navigate({ search: { tab: next }, replace: true })} />
    </WithRight>
  );
}

/** `/admin/calendars` */
export function CalendarsRoute() {
  return (
    <WithRight right="configure">
      <CalendarsPage />
    </WithRight>
  );
}

/** `/admin/calendars/new` */
export function NewCalendarRoute() {
  return (
    <WithRight right="configure">
      <CalendarPage id={undefined} />
    </WithRight>
  );
}

/** `/admin/calendars/$calendarId` */
export function CalendarRoute() {
  return (
    <WithRight right="configure">
      <CalendarPage id={calendar.useParams().calendarId} />
    </WithRight>
  );
}

/** `/admin/entries` */
export function EntriesRoute() {
  const filter = entries.useSearch();
  const navigate = entries.useNavigate();
  return (
    <WithRight right="configure">
      <EntriesPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/entries/new` */
export function NewEntryRoute() {
  return (
    <WithRight right="configure">
      <EntryPage id={undefined} />
    </WithRight>
  );
}

/** `/admin/entries/$entryId` */
export function EntryRoute() {
  return (
    <WithRight right="configure">
      <EntryPage id={entry.useParams().entryId} />
    </WithRight>
  );
}

/** `/admin/message-templates` */
export function TemplatesRoute() {
  const navigate = templates.useNavigate();
  return (
    <WithRight right="configure">
      <TemplatesPage filter={templates.useSearch()} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/message-templates/new` */
export function NewTemplateRoute() {
  return (
    <WithRight right="configure">
      <TemplatePage id={undefined} />
    </WithRight>
  );
}

/** `/admin/message-templates/$templateId` */
export function TemplateRoute() {
  return (
    <WithRight right="configure">
      <TemplatePage id={template.useParams().templateId} />
    </WithRight>
  );
}

/** `/admin/contact-fields` */
export function ContactFieldsRoute() {
  return (
    <WithRight right="configure">
      <ContactFieldsPage />
    </WithRight>
  );
}

/** `/admin/settings` */
export function SettingsRoute() {
  return (
    <WithRight right="configure">
      <SettingsPage />
    </WithRight>
  );
}
