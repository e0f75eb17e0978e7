import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';

interface Toggled {
  name: string;
  disabled: boolean;
}

/** Disables or enables a thing at once and offers *Undo*; says why when it could not be done. */
export const useToggle = <T extends Toggled>(change: (disabled: boolean) => Promise<T>) => {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const set = async (disabled: boolean, undo: boolean): Promise<void> => {
    setBusy(true);
    try {
      const { name } = await change(disabled);
      toast(
        t(disabled ? 'admin:list.disabledDone' : 'admin:list.enabledDone', { name }),
        undo ? { action: { label: t('admin:undo'), run: () => void set(!disabled, false) } } : {},
      );
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  return { busy, toggle: (disabled: boolean) => void set(disabled, true) };
};
