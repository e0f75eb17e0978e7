import { DurationField } from '@/features/admin-common/form/duration-field';
import { FormSection } from '@/features/admin-common/form/form-section';
import type { EntityForm } from '@/features/admin-common/form/use-entity-form';
import type { TakenBack, TenantSettings } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Checkbox, Radio } from '@/shared/ui/field/check';
import { TextArea, TextField } from '@/shared/ui/field/field';

/** The editable settings. Numbers and durations are kept as typed. */
export interface SettingsDraft {
  chat_share_percent: string;
  offer_timeout_ms: string;
  agent_grace_ms: string;
  send_typing: boolean;
  send_seen: boolean;
  personas: boolean;
  consult_takes_room: boolean;
  conference_takes_room: boolean;
  undo_send_ms: string;
  ready_at_sign_in: boolean;
  window_warn_ms: string;
  require_second_factor: boolean;
  taken_back: TakenBack;
  repair_subscription: boolean;
  /** One a line. */
  case_pending_reasons: string;
  case_close_days: string;
}

const TAKEN_BACK = ['hide', 'keep_for_supervisors', 'erase'] as const;

/** How chats are shared out, and what customers are shown. */
export function SettingsFields({ form }: { form: EntityForm<TenantSettings, SettingsDraft> }) {
  const t = useT();
  const { draft, edit, labels } = form;
  const share = Number(draft.chat_share_percent);
  const atOnce = share >= 1 && share <= 100 ? Math.floor(100 / share) : undefined;
  return (
    <>
      <FormSection title={t('admin-flow:settings.capacity')} text={t('admin-flow:settings.capacityText')}>
        <TextField
          label={labels.chat_share_percent}
          {...form.field('chat_share_percent')}
          name="chat_share_percent"
          className="num inp-num"
          inputMode="numeric"
          hint={atOnce === undefined ? t('admin-flow:settings.shareHint') : t('admin-flow:settings.atOnce', { count: atOnce })}
          value={draft.chat_share_percent}
          onChange={(event) => edit({ chat_share_percent: event.target.value.trim() })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.offers')} text={t('admin-flow:settings.offersText')}>
        <div className="two-c">
          <DurationField
            label={labels.offer_timeout_ms}
            {...form.field('offer_timeout_ms')}
            name="offer_timeout_ms"
            hint={t('admin-flow:settings.offerHint')}
            value={draft.offer_timeout_ms}
            onChange={(offer_timeout_ms) => edit({ offer_timeout_ms })}
          />
          <DurationField
            label={labels.agent_grace_ms}
            {...form.field('agent_grace_ms')}
            name="agent_grace_ms"
            hint={t('admin-flow:settings.graceHint')}
            value={draft.agent_grace_ms}
            onChange={(agent_grace_ms) => edit({ agent_grace_ms })}
          />
        </div>
        <DurationField
          label={labels.window_warn_ms}
          {...form.field('window_warn_ms')}
          name="window_warn_ms"
          hint={t('admin-flow:settings.windowWarnHint')}
          value={draft.window_warn_ms}
          onChange={(window_warn_ms) => edit({ window_warn_ms })}
        />
        <Checkbox
          label={labels.ready_at_sign_in}
          hint={t('admin-flow:settings.readyHint')}
          checked={draft.ready_at_sign_in}
          onChange={(event) => edit({ ready_at_sign_in: event.target.checked })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.signIn')} text={t('admin-flow:settings.signInText')}>
        <Checkbox
          label={labels.require_second_factor}
          hint={t('admin-flow:settings.secondFactorHint')}
          checked={draft.require_second_factor}
          onChange={(event) => edit({ require_second_factor: event.target.checked })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.signs')} text={t('admin-flow:settings.signsText')}>
        <Checkbox label={labels.send_typing} hint={t('admin-flow:settings.typingHint')} checked={draft.send_typing} onChange={(event) => edit({ send_typing: event.target.checked })} />
        <Checkbox label={labels.send_seen} hint={t('admin-flow:settings.seenHint')} checked={draft.send_seen} onChange={(event) => edit({ send_seen: event.target.checked })} />
        <Checkbox label={labels.personas} hint={t('admin-flow:settings.personasHint')} checked={draft.personas} onChange={(event) => edit({ personas: event.target.checked })} />
      </FormSection>
      <FormSection title={t('admin-flow:settings.together')} text={t('admin-flow:settings.togetherText')}>
        <Checkbox label={labels.consult_takes_room} hint={t('admin-flow:settings.consultRoomHint')} checked={draft.consult_takes_room} onChange={(event) => edit({ consult_takes_room: event.target.checked })} />
        <Checkbox label={labels.conference_takes_room} hint={t('admin-flow:settings.conferenceRoomHint')} checked={draft.conference_takes_room} onChange={(event) => edit({ conference_takes_room: event.target.checked })} />
      </FormSection>
      <FormSection title={t('admin-flow:settings.undoTitle')} text={t('admin-flow:settings.undoText')}>
        <DurationField
          label={labels.undo_send_ms}
          {...form.field('undo_send_ms')}
          name="undo_send_ms"
          hint={t('admin-flow:settings.undoHint')}
          value={draft.undo_send_ms}
          onChange={(undo_send_ms) => edit({ undo_send_ms })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.channels')} text={t('admin-flow:settings.channelsText')}>
        <Checkbox
          label={labels.repair_subscription}
          hint={t('admin-flow:settings.repairHint')}
          checked={draft.repair_subscription}
          onChange={(event) => edit({ repair_subscription: event.target.checked })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.cases')} text={t('admin-flow:settings.casesText')}>
        <TextArea
          label={labels.case_pending_reasons}
          {...form.field('case_pending_reasons')}
          hint={t('admin-flow:settings.caseReasonsHint')}
          rows={4}
          value={draft.case_pending_reasons}
          onChange={(event) => edit({ case_pending_reasons: event.target.value })}
        />
        <TextField
          label={labels.case_close_days}
          {...form.field('case_close_days')}
          className="num inp-num"
          inputMode="numeric"
          hint={t('admin-flow:settings.caseDaysHint')}
          value={draft.case_close_days}
          onChange={(event) => edit({ case_close_days: event.target.value.trim() })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:settings.takenBack')} text={t('admin-flow:settings.takenBackText')}>
        <div className="radio-list" role="radiogroup" aria-label={t('admin-flow:settings.takenBack')}>
          {TAKEN_BACK.map((each) => (
            <Radio
              key={each}
              name="taken_back"
              label={t(`admin-flow:settings.takenBackIs.${each}`)}
              hint={t(`admin-flow:settings.takenBackHint.${each}`)}
              checked={draft.taken_back === each}
              onChange={() => edit({ taken_back: each })}
            />
          ))}
        </div>
      </FormSection>
    </>
  );
}
