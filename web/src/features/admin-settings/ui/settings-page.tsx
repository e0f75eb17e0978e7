import { useQuery, useQueryClient } from '@tanstack/react-query';
import { settingsQuery } from '@/features/admin-common/api/settings';
import { faults } from '@/features/admin-common/form/check-values';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { EntityPage } from '@/features/admin-common/page/entity-page';
import { PageHead } from '@/features/admin-common/page/page-head';
import { durationText, parseDuration } from '@/features/admin-common/parts/duration';
import type { TenantSettings, TenantSettingsPatch } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { toast } from '@/shared/ui/toast/toasts';
import { changeSettings } from '../api/change-settings';
import { SettingsFields, type SettingsDraft } from './settings-fields';

const draftOf = (settings: TenantSettings): SettingsDraft => ({
  chat_share_percent: String(settings.chat_share_percent),
  offer_timeout_ms: durationText(settings.offer_timeout_ms),
  agent_grace_ms: durationText(settings.agent_grace_ms),
  send_typing: settings.send_typing,
  send_seen: settings.send_seen,
  personas: settings.personas ?? false,
  consult_takes_room: settings.consult_takes_room ?? false,
  conference_takes_room: settings.conference_takes_room ?? true,
  undo_send_ms: durationText(settings.undo_send_ms ?? 0),
  ready_at_sign_in: settings.ready_at_sign_in,
  window_warn_ms: durationText(settings.window_warn_ms ?? 1_800_000),
  require_second_factor: settings.require_second_factor,
  taken_back: settings.taken_back ?? 'hide',
  repair_subscription: settings.repair_subscription ?? true,
  case_pending_reasons: (settings.case_pending_reasons ?? []).join('\n'),
  case_close_days: String(settings.case_close_days ?? 7),
});

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

const toPatch = (draft: SettingsDraft, changed: readonly string[]): TenantSettingsPatch => {
  const all: { [K in keyof SettingsDraft]: TenantSettings[K] | null } = {
    chat_share_percent: Number(draft.chat_share_percent),
    offer_timeout_ms: parseDuration(draft.offer_timeout_ms) ?? null,
    agent_grace_ms: parseDuration(draft.agent_grace_ms) ?? null,
    send_typing: draft.send_typing,
    send_seen: draft.send_seen,
    personas: draft.personas,
    consult_takes_room: draft.consult_takes_room,
    conference_takes_room: draft.conference_takes_room,
    undo_send_ms: parseDuration(draft.undo_send_ms) ?? null,
    ready_at_sign_in: draft.ready_at_sign_in,
    window_warn_ms: parseDuration(draft.window_warn_ms) ?? null,
    require_second_factor: draft.require_second_factor,
    taken_back: draft.taken_back,
    repair_subscription: draft.repair_subscription,
    case_pending_reasons: lines(draft.case_pending_reasons),
    case_close_days: Number(draft.case_close_days),
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => changed.includes(key)));
};

const SECOND = 1000;

/** *Configuration > Chat settings*. */
export function SettingsPage() {
  const t = useT();
  const settings = useQuery(settingsQuery);
  return (
    <EntityPage query={settings} errorTitle={t('admin-flow:settings.error')}>
      {(data) => <SettingsEditor settings={data} />}
    </EntityPage>
  );
}

function SettingsEditor({ settings }: { settings: TenantSettings }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useEntityForm<TenantSettings, SettingsDraft>({
    applied: settings,
    blank: draftOf(settings),
    draftOf,
    labels: {
      chat_share_percent: t('admin-flow:settings.share'),
      offer_timeout_ms: t('admin-flow:settings.offer'),
      agent_grace_ms: t('admin-flow:settings.grace'),
      send_typing: t('admin-flow:settings.typing'),
      send_seen: t('admin-flow:settings.seen'),
      personas: t('admin-flow:settings.personas'),
      consult_takes_room: t('admin-flow:settings.consultRoom'),
      conference_takes_room: t('admin-flow:settings.conferenceRoom'),
      undo_send_ms: t('admin-flow:settings.undo'),
      ready_at_sign_in: t('admin-flow:settings.ready'),
      window_warn_ms: t('admin-flow:settings.windowWarn'),
      require_second_factor: t('admin-flow:settings.secondFactor'),
      taken_back: t('admin-flow:settings.takenBack'),
      repair_subscription: t('admin-flow:settings.repair'),
      case_pending_reasons: t('admin-flow:settings.caseReasons'),
      case_close_days: t('admin-flow:settings.caseDays'),
    },
    check: (draft) => {
      const check = faults(t);
      check.number('chat_share_percent', draft.chat_share_percent, 1, 100);
      check.duration('window_warn_ms', draft.window_warn_ms, 0, 43_200 * SECOND);
      check.duration('undo_send_ms', draft.undo_send_ms, 0, 30 * SECOND);
      check.duration('offer_timeout_ms', draft.offer_timeout_ms, 5 * SECOND, 600 * SECOND);
      check.duration('agent_grace_ms', draft.agent_grace_ms, 5 * SECOND, 3600 * SECOND);
      check.number('case_close_days', draft.case_close_days, 1, 365);
      return check.found;
    },
    save: (draft, changed) => changeSettings(toPatch(draft, changed)),
    reload: () => queries.query({ ...settingsQuery, staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(settingsQuery.queryKey, saved);
      toast(t('admin:form.applied', { name: t('admin:nav.settings') }));
    },
  });
  return (
    <FormFrame form={form} head={<PageHead title={t('admin:nav.settings')} text={t('admin-flow:settings.text')} />}>
      <Card>
        <SettingsFields form={form} />
      </Card>
    </FormFrame>
  );
}
