import type { Part } from '../../api/schema';
import { useT } from '../../i18n/t';
import { Icon } from '../../ui/icon/icon';
import { hostOf } from '../model/host-of';
import './comment-part.css';

/** Under which post a comment stands: the beginning of the post, and the way to it. */
export function CommentPart({ part }: { part: Extract<Part, { type: 'comment' }> }) {
  const t = useT();
  const linked = part.url && hostOf(part.url) ? part.url : undefined;
  return (
    <div className="commented">
      <Icon name="megaphone" size="s" />
      <span className="commented-words">
        <span className="meta">{t('comments:post')}</span>
        {part.excerpt && (
          <span className="commented-post" dir="auto">
            {part.excerpt}
          </span>
        )}
        {part.hidden && (
          <span className="meta cell">
            <Icon name="eye-off" size="xs" />
            {t('comments:hidden')}
          </span>
        )}
      </span>
      {linked && (
        <a className="btn btn-quiet btn-s btn-icon" href={linked} target="_blank" rel="noopener noreferrer nofollow" aria-label={t('comments:open')} title={t('comments:open')}>
          <Icon name="external" size="s" />
        </a>
      )}
    </div>
  );
}

/** For whom an answer to a comment is to be seen: told before what it says. */
export function CommentReplyPart({ part }: { part: Extract<Part, { type: 'comment_reply' }> }) {
  const t = useT();
  return (
    <span className={`commented-to ${part.public ? 'commented-public' : 'commented-private'}`}>
      <Icon name={part.public ? 'megaphone' : 'lock'} size="xs" />
      {t(part.public ? 'comments:public' : 'comments:private')}
    </span>
  );
}
