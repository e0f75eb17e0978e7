import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { errorWords } from '@/shared/api/error-words';
import { useWords } from '@/shared/api/use-words';
import type { SetUpFact } from '@/shared/api/schema';
import { useLanguage, useT, type TextKey } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { toast } from '@/shared/ui/toast/toasts';
import { subscribe } from '../api/set-up';
import { LOOK } from './step';

/** What a fact is called. */
const WORDS: Record<string, TextKey | undefined> = {
  made: 'admin-set-up:fact.made',
  entered: 'admin-set-up:fact.entered',
  reached: 'admin-set-up:fact.reached',
  token: 'admin-set-up:fact.token',
  page: 'admin-set-up:fact.page',
  username: 'admin-set-up:fact.username',
  permissions: 'admin-set-up:fact.permissions',
  app_secret: 'admin-set-up:fact.secret',
  subscription: 'admin-set-up:fact.subscription',
  callback: 'admin-set-up:fact.callback',
  handshake: 'admin-set-up:fact.handshake',
  complete: 'admin-set-up:fact.complete',
  entry: 'admin-set-up:fact.entry',
  first_event: 'admin-set-up:fact.event',
  first_answer: 'admin-set-up:fact.answer',
};

interface FactProps {
  id: string;
  fact: SetUpFact;
  onAsk: () => Promise<void>;
}

/** One thing that shows how far a step is: its state, what was found, what to do. */
export function Fact({ id, fact, onAsk }: FactProps) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const { icon, tone } = LOOK[fact.state];
  const word = WORDS[fact.what];
  const said = useWords()({ ...fact, sentence: fact.sentence ?? '' });
  const why = fact.what === 'handshake' && fact.state === 'problem' ? t('admin-set-up:wrongToken') : said.sentence;
  const what = fact.what === 'handshake' && fact.state === 'problem' ? t('admin-set-up:wrongTokenFix') : said.detail;
  return (
    <li>
      <Icon name={icon} className={tone} label={t(`admin-set-up:state.${fact.state}`)} />
      <div>
        <p>
          {word ? t(word) : fact.what}
          {fact.names.length > 0 && <span className="mut">: {fact.names.join(', ')}</span>}
          {fact.at && fact.state === 'done' && <span className="guide-at num"> {shortMoment(fact.at, now, language)}</span>}
        </p>
        {why && <p className={fact.state === 'problem' ? 't-danger' : 'mut'}>{why}</p>}
        {what && fact.state !== 'done' && <p className="mut">{what}</p>}
      </div>
      <FactButton id={id} fact={fact} onAsk={onAsk} />
    </li>
  );
}

/** What Parlance can do about it, or the page where it is done. */
function FactButton({ id, fact, onAsk }: FactProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await subscribe(id);
      await onAsk();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  if (fact.state === 'done') return null;
  if (fact.can_subscribe)
    return (
      <Button size="s" busy={busy} onClick={() => void go()}>
        {t('admin-set-up:subscribe')}
      </Button>
    );
  if (fact.what === 'entry')
    return (
      <Link className={buttonClass({ size: 's' })} to="/admin/entries">
        {t('admin-set-up:toEntries')}
      </Link>
    );
  return null;
}
