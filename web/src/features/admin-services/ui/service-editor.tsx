import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { keepService, serviceQuery } from '@/features/admin-common/api/services';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleButton } from '@/features/admin-common/parts/toggle-button';
import type { CalendarView, ServiceView, SkillView, TeamView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';
import { Tabs } from '@/shared/ui/tabs/tabs';
import { toast } from '@/shared/ui/toast/toasts';
import { changeService, createService } from '../api/save-service';
import { blankService, checkService, draftOf, toInputOf, type ServiceDraft } from '../model/draft';
import { SERVICE_TABS, tabFaulty, type ServiceTab } from '../model/tabs';
import { AssignmentsTab } from './assignments-tab';
import { CannedTab } from './canned-tab';
import { DispositionsTab } from './dispositions-tab';
import { HoursTab } from './hours-tab';
import { PropertiesTab } from './properties-tab';
import { RoutingTab } from './routing-tab';
import './services.css';

interface ServiceEditorProps {
  /** Undefined while a new one is written. */
  service: ServiceView | undefined;
  teams: readonly TeamView[];
  skills: readonly SkillView[];
  calendars: readonly CalendarView[];
  services: readonly ServiceView[];
  tab: ServiceTab;
  onTab: (tab: ServiceTab) => void;
}

const ALL_KEYS = Object.keys(blankService) as (keyof ServiceDraft)[];

/** A service: how fast it answers, who works for it, how its chats end, what agents say often. */
export function ServiceEditor({ service, teams, skills, calendars, services, tab, onTab }: ServiceEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useEntityForm<ServiceView, ServiceDraft>({
    applied: service,
    blank: blankService,
    draftOf,
    labels: {
      name: t('admin-flow:service.name'),
      target_percent: t('admin-flow:service.targetPercent'),
      target_wait_ms: t('admin-flow:service.targetWait'),
      after_call_work_ms: t('admin-flow:service.acw'),
      disposition_required: t('admin-flow:service.dispositionRequired'),
      reply_warn_ms: t('admin-flow:service.replyWarn'),
      reply_alarm_ms: t('admin-flow:service.replyAlarm'),
      team_ids: t('admin:nav.teams'),
      required_skills: t('admin-flow:service.skills'),
      steps: t('admin-routing:steps'),
      last_agent_wait_ms: t('admin-routing:lastAgentWait'),
      last_agent_days: t('admin-routing:lastAgentDays'),
      may_pull: t('admin-routing:mayPull'),
      waiting: t('admin-hours:hours'),
      told: t('admin-hours:told'),
      dispositions: t('admin-flow:tab.dispositions'),
      canned_texts: t('admin-flow:tab.canned'),
    },
    check: (draft) => checkService(draft, t),
    save: (draft, changed, applied) =>
      applied
        ? changeService(applied.id, { ...toInputOf(draft, changed), expected_updated_at: applied.updated_at })
        : createService(toInputOf(draft, ALL_KEYS)),
    reload: () => queries.query({ ...serviceQuery(service?.id ?? ''), staleTime: 0 }),
    onSaved: (saved) => {
      keepService(queries, saved);
      toast(t(service ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!service) void navigate({ to: '/admin/services/$serviceId', params: { serviceId: saved.id }, replace: true, ignoreBlocker: true });
    },
    onFaults: (errors) => {
      if (tabFaulty(tab, errors)) return;
      const first = SERVICE_TABS.find((each) => tabFaulty(each, errors));
      if (first) onTab(first);
    },
  });
  const counts: Partial<Record<ServiceTab, number>> = { routing: form.draft.steps.length, dispositions: form.draft.dispositions.length, canned: form.draft.canned_texts.length };
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/services', ignoreBlocker: true })}
      head={
        <PageHead
          crumb={<Link to="/admin/services">{t('admin:nav.services')}</Link>}
          title={service?.name ?? t('admin-flow:service.newTitle')}
          text={service && <ActiveState disabled={service.disabled} />}
          actions={
            service && (
              <ToggleButton
                disabled={service.disabled}
                change={async (disabled) => {
                  const saved = await changeService(service.id, { disabled });
                  keepService(queries, saved);
                  return saved;
                }}
              />
            )
          }
        />
      }
    >
      <div className="page-tabs">
        <Tabs
          label={t('admin-flow:tab.label')}
          selected={tab}
          onSelect={onTab}
          panelId="service-panel"
          tabs={SERVICE_TABS.map((id) => ({
            id,
            label: (
              <>
                {t(`admin-flow:tab.${id}`)}
                {counts[id] ? <Chip>{counts[id]}</Chip> : null}
                {tabFaulty(id, form.errors) && <Icon name="alert" size="s" className="t-danger" label={t('admin-flow:tab.faulty')} />}
              </>
            ),
          }))}
        />
      </div>
      <div id="service-panel" role="tabpanel" aria-label={t(`admin-flow:tab.${tab}`)}>
        <Card>
          {tab === 'properties' && <PropertiesTab form={form} />}
          {tab === 'assignments' && <AssignmentsTab form={form} teams={teams} skills={skills} />}
          {tab === 'routing' && <RoutingTab form={form} teams={teams} skills={skills} />}
          {tab === 'hours' && <HoursTab form={form} calendars={calendars} services={services} />}
          {tab === 'dispositions' && <DispositionsTab form={form} system={service?.dispositions.filter(({ kind }) => kind === 'system') ?? []} />}
          {tab === 'canned' && <CannedTab form={form} />}
        </Card>
      </div>
    </FormFrame>
  );
}
