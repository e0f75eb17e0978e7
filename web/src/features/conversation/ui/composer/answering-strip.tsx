import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';
import type { Answering } from '../../model/answering';
import { previewOf } from '../../model/preview';
import './answering-strip.css';

interface StripProps {
  answering: Answering;
  isPublic: boolean;
  customer: string;
}

/** Above the field: who will read the answer, and to which comment it is. */
export function AnsweringStrip({ answering, isPublic, customer }: StripProps) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const { comment, viaComment } = answering;
  const until = comment?.comment?.private_until;
  const words = isPublic
    ? t('comments:publicStrip')
    : viaComment && until !== undefined
      ? t('comments:privateStrip', { name: customer, moment: shortMoment(until, now, language) })
      : t('comments:chatStrip', { name: customer });
  return (
    <div className={`comp-answering${isPublic ? ' comp-answering-public' : ''}`} role="status">
      <Icon name={isPublic ? 'megaphone' : 'lock'} size="s" />
      <span className="comp-quote-words">
        <b>{words}</b>
        {comment && (isPublic || viaComment) && (
          <span className="trunc" dir="auto">
            {t('comments:answers')}: {previewOf(comment)}
          </span>
        )}
      </span>
    </div>
  );
}
