import { below, type FieldErrors } from '@/features/admin-common/form/field-errors';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { EmptyState } from '@/shared/ui/states/states';
import type { Special } from '../model/draft';
import { SpanFields } from './span-fields';

interface SpecialDaysProps {
  days: readonly Special[];
  errors: FieldErrors;
  onChange: (days: readonly Special[]) => void;
}

/** Holidays, and days with hours of their own. */
export function SpecialDays({ days, errors, onChange }: SpecialDaysProps) {
  const t = useT();
  const set = (key: string, change: Partial<Special>) => onChange(days.map((day) => (day.key === key ? { ...day, ...change } : day)));
  const add = (
    <Button icon="plus" onClick={() => onChange([...days, { key: crypto.randomUUID(), date: '', name: '', yearly: false, open: [] }])}>
      {t('admin-hours:addDay')}
    </Button>
  );
  return (
    <>
      {days.length === 0 && <EmptyState icon="calendar" title={t('admin-hours:daysEmpty')} text={t('admin-hours:daysEmptyText')} action={add} />}
      <ul className="special-days">
        {days.map((day, at) => {
          const name = day.name.trim() || t('admin-hours:dayNew');
          const found = below(errors, `days[${at}]`);
          return (
            <li key={day.key}>
              <fieldset className="special-day">
                <legend className="vh">{name}</legend>
                <TextField label={t('admin-hours:date')} type="date" className="num" error={found['.date']} value={day.date} onChange={(event) => set(day.key, { date: event.target.value })} />
                <TextField label={t('admin-hours:dayName')} error={found['.name']} maxLength={80} value={day.name} onChange={(event) => set(day.key, { name: event.target.value })} />
                <IconButton icon="trash" size="s" label={t('admin:form.remove', { name })} onClick={() => onChange(days.filter((each) => each.key !== day.key))} />
                <div className="special-hours">
                  <SpanFields day={name} spans={day.open} error={Object.entries(found).find(([path]) => path.startsWith('.open'))?.[1]} onChange={(open) => set(day.key, { open })} />
                  <Checkbox label={t('admin-hours:yearly')} checked={day.yearly} onChange={(event) => set(day.key, { yearly: event.target.checked })} />
                </div>
              </fieldset>
            </li>
          );
        })}
      </ul>
      {days.length > 0 && <div className="rows-foot">{add}</div>}
    </>
  );
}
