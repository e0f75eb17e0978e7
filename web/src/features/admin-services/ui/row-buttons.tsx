import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';

interface RowButtonsProps {
  name: string;
  first: boolean;
  last: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** Up, down, away: for a row of an ordered list. */
export function RowButtons({ name, first, last, onMove, onRemove }: RowButtonsProps) {
  const t = useT();
  const shown = name || t('admin-flow:row.unnamed');
  return (
    <span className="row-btns">
      <IconButton icon="arrow-up" size="s" label={t('admin-flow:row.up', { name: shown })} offReason={first ? t('admin-flow:row.isFirst') : undefined} onClick={() => onMove(-1)} />
      <IconButton icon="arrow-down" size="s" label={t('admin-flow:row.down', { name: shown })} offReason={last ? t('admin-flow:row.isLast') : undefined} onClick={() => onMove(1)} />
      <IconButton icon="trash" size="s" label={t('admin:form.remove', { name: shown })} onClick={onRemove} />
    </span>
  );
}
