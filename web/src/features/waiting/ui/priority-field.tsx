import { useState } from 'react';
import { useT } from '@/shared/i18n/t';

interface PriorityFieldProps {
  /** The customer's name. */
  name: string;
  priority: number;
  onPriority: (priority: number) => void;
}

/** A priority that is changed in place: Enter or leaving the field applies it, Escape gives it up. */
export function PriorityField({ name, priority, onPriority }: PriorityFieldProps) {
  const t = useT();
  const [typed, setTyped] = useState<string>();
  const number = Number(typed);
  const good = typed === undefined || (/^\d{1,3}$/.test(typed) && number <= 100);
  const apply = () => {
    if (typed !== undefined && good && number !== priority) onPriority(number);
    setTyped(undefined);
  };
  return (
    <input
      className={`inp num waiting-priority${good ? '' : ' inp-bad'}`}
      inputMode="numeric"
      aria-label={t('waiting:priorityOf', { name })}
      aria-invalid={good ? undefined : true}
      title={t('waiting:priorityHint')}
      value={typed ?? priority}
      onChange={(event) => setTyped(event.target.value.trim())}
      onFocus={(event) => event.target.select()}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
        if (event.key === 'Escape') setTyped(undefined);
      }}
    />
  );
}
