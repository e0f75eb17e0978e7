import type { QuotedMessage } from '@/shared/api/schema';
import { lastLine } from '@/shared/desk/last-line';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';

interface QuotedProps {
  quoted: QuotedMessage;
  customer: string;
  onUnquote: (() => void) | undefined;
}

/** The message that the reply answers, above the field. */
export function Quoted({ quoted, customer, onUnquote }: QuotedProps) {
  const t = useT();
  return (
    <div className="comp-quote" role="status">
      <Icon name="reply" size="s" flip />
      <span className="comp-quote-words">
        <span className="meta">{t('reply:composer.quoting', { name: customer })}</span>
        <span className="trunc" dir="auto">
          {lastLine(quoted.preview, t)}
        </span>
      </span>
      <IconButton icon="close" size="s" label={t('reply:composer.unquote')} onClick={onUnquote} />
    </div>
  );
}
