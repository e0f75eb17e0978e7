import { useState, type ReactNode } from 'react';
import { Checkbox } from '@/shared/ui/field/check';

interface LiveCheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  /** Carries the change out and resolves when it is settled. */
  onApply: (on: boolean) => Promise<unknown>;
}

/** A setting that applies at once: the tick stands where it was put until the simulator has answered. */
export function LiveCheckbox({ checked, onApply, ...rest }: LiveCheckboxProps) {
  const [wanted, setWanted] = useState<boolean>();
  return (
    <Checkbox
      {...rest}
      checked={wanted ?? checked}
      onChange={(event) => {
        setWanted(event.target.checked);
        void onApply(event.target.checked).finally(() => setWanted(undefined));
      }}
    />
  );
}
