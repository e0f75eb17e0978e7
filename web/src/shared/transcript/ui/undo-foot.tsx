import type { MessageView } from '../../api/schema';
import { useT } from '../../i18n/t';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button/button';
import { undoLeft } from '../model/undo';

/** Under one's own message while it can still be taken back: how long, and the way to do it. */
export function UndoFoot({ message, undoMs, onUndo }: { message: MessageView; undoMs: number; onUndo: (message: MessageView) => void }) {
  const t = useT();
  const left = undoLeft(message, undoMs, useNow());
  if (left === 0) return null;
  return (
    <div className="mm">
      <span className="num">{t('talk:undo.goesOut', { seconds: Math.ceil(left / 1000) })}</span>
      <Button size="s" variant="quiet" icon="undo" onClick={() => onUndo(message)}>
        {t('talk:undo.undo')}
      </Button>
    </div>
  );
}
