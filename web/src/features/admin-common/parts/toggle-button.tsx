import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { useToggle } from './use-toggle';

interface ToggleButtonProps<T> {
  disabled: boolean;
  change: (disabled: boolean) => Promise<T>;
  offReason?: string | undefined;
}

/** Disables or enables a page's thing. */
export function ToggleButton<T extends { name: string; disabled: boolean }>({ disabled, change, offReason }: ToggleButtonProps<T>) {
  const t = useT();
  const { busy, toggle } = useToggle(change);
  return (
    <Button busy={busy} offReason={offReason} onClick={() => toggle(!disabled)}>
      {disabled ? t('admin:list.enable') : t('admin:list.disable')}
    </Button>
  );
}
