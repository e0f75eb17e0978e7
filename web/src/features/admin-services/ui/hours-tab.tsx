import { Link } from '@tanstack/react-router';
import { below } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import { OpenState } from '@/features/admin-common/parts/open-state';
import type { CalendarView, ClosedThen, ServiceView, WhenClosed } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Radio } from '@/shared/ui/field/check';
import { SelectField, TextArea } from '@/shared/ui/field/field';
import type { ServiceForm } from './properties-tab';
import { ToldSection } from './told-section';
import './services.css';

const THEN: readonly ClosedThen[] = ['wait', 'tell', 'send'];

interface HoursTabProps {
  form: ServiceForm;
  calendars: readonly CalendarView[];
  services: readonly ServiceView[];
}

/** When the service is open, and what happens outside its hours. */
export function HoursTab({ form, calendars, services }: HoursTabProps) {
  const t = useT();
  const { waiting } = form.draft;
  const errors = below(form.errors, 'waiting');
  const calendar = calendars.find(({ id }) => id === waiting.calendar_id);
  const closed: WhenClosed = waiting.closed ?? {};
  const set = (change: Partial<WhenClosed>) => form.edit({ waiting: { ...waiting, closed: { ...closed, ...change } } });
  const others = services.filter(({ id, disabled }) => id !== form.applied?.id && (!disabled || id === closed.service_id));
  return (
    <>
      <FormSection title={t('admin-hours:hours')} text={t('admin-hours:hoursText')}>
        <SelectField
          label={t('admin-hours:calendar')}
          name="calendar"
          error={errors['.calendar_id']}
          changed={form.changed.includes('waiting')}
          value={waiting.calendar_id ?? ''}
          onChange={(event) => form.edit({ waiting: { ...waiting, calendar_id: event.target.value || null } })}
        >
          <option value="">{t('admin-hours:always')}</option>
          {calendars.map(({ id, name, hours }) => (
            <option key={id} value={id}>
              {name} ({hours.zone})
            </option>
          ))}
        </SelectField>
        {calendar && <OpenState calendar={calendar} />}
        <p>
          <Link to="/admin/calendars">{t('admin-hours:manage')}</Link>
        </p>
      </FormSection>
      {waiting.calendar_id && (
        <FormSection title={t('admin-hours:outside')} text={t('admin-hours:outsideText')}>
          <div role="radiogroup" aria-label={t('admin-hours:outside')} className="rows-foot closed-then">
            {THEN.map((then) => (
              <Radio
                key={then}
                name="closed-then"
                label={t(`admin-hours:then.${then}`)}
                hint={t(`admin-hours:thenHint.${then}`)}
                checked={(closed.then ?? 'wait') === then}
                onChange={() => set({ then, ...(then === 'tell' && !closed.text ? { text: t('admin-hours:defaultText') } : {}) })}
              />
            ))}
          </div>
          {closed.then === 'tell' && (
            <TextArea
              label={t('admin-hours:closedText')}
              hint={t('admin-hours:closedTextHint', { opening: '{next_opening}', service: '{service}' })}
              error={errors['.closed.text']}
              maxLength={1000}
              value={closed.text ?? ''}
              onChange={(event) => set({ text: event.target.value })}
            />
          )}
          {closed.then === 'send' && (
            <SelectField label={t('admin-hours:sendTo')} error={errors['.closed.service_id']} value={closed.service_id ?? ''} onChange={(event) => set({ service_id: event.target.value || null })}>
              <option value="">{t('admin-hours:choose')}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
        </FormSection>
      )}
      <ToldSection told={form.draft.told} errors={{ ...below(errors, '.told'), ...below(form.errors, 'told') }} onChange={(change) => form.edit({ told: { ...form.draft.told, ...change } })} />
    </>
  );
}
