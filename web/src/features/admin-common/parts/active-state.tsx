import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import './parts.css';

/** Whether a thing is in use: shape and word. */
export function ActiveState({ disabled }: { disabled: boolean }) {
  const t = useT();
  return disabled ? (
    <span className="state dim m">
      <Icon name="ring" />
      {t('admin:list.disabled')}
    </span>
  ) : (
    <span className="state t-ok m">
      <Icon name="ok" />
      {t('admin:list.active')}
    </span>
  );
}
