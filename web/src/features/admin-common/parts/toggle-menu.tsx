import { useT } from '@/shared/i18n/t';
import type { MenuEntry } from '@/shared/ui/menu/menu';
import { RowMenu } from './row-menu';
import { useToggle } from './use-toggle';

interface Toggled {
  name: string;
  disabled: boolean;
}

interface ToggleMenuProps<T extends Toggled> {
  thing: T;
  change: (disabled: boolean) => Promise<T>;
  /** Why it cannot be disabled. */
  offReason?: string | undefined;
  /** Lines before. */
  before?: readonly MenuEntry[];
}

/** The menu of a row whose thing can be disabled and enabled. */
export function ToggleMenu<T extends Toggled>({ thing, change, offReason, before = [] }: ToggleMenuProps<T>) {
  const t = useT();
  const { toggle } = useToggle(change);
  return (
    <RowMenu
      name={thing.name}
      entries={[
        ...before,
        {
          kind: 'item',
          id: 'toggle',
          icon: thing.disabled ? 'ok' : 'ring',
          label: thing.disabled ? t('admin:list.enable') : t('admin:list.disable'),
          offReason,
          perform: () => toggle(!thing.disabled),
        },
      ]}
    />
  );
}
