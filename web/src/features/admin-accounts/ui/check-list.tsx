import { useState } from 'react';
import type { Check, CheckFix, CheckResult } from '@/shared/api/schema';
import { useWords } from '@/shared/api/use-words';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import './accounts.css';

const SIGN: Record<CheckResult, { icon: IconName; tone: string; word: TextKey }> = {
  ok: { icon: 'ok', tone: 't-ok', word: 'admin-accounts:test.ok' },
  warning: { icon: 'alert', tone: 't-warn', word: 'admin-accounts:test.warning' },
  failed: { icon: 'alert', tone: 't-danger', word: 'admin-accounts:test.failed' },
  skipped: { icon: 'ring', tone: 'dim', word: 'admin-accounts:test.skipped' },
};

const FIX: Record<CheckFix, TextKey> = {
  subscribe: 'admin-accounts:fix.subscribe',
  enter_token: 'admin-accounts:fix.token',
  enter_app_secret: 'admin-accounts:fix.appSecret',
  correct_page_id: 'admin-accounts:fix.pageId',
  correct_username: 'admin-accounts:fix.username',
  set_up_webhook: 'admin-accounts:fix.webhook',
};

interface CheckListProps {
  checks: readonly Check[];
  /** Why the platform cannot be asked to subscribe now. */
  subscribeOff: string | undefined;
  subscribing: boolean;
  onFix: (fix: CheckFix) => void;
}

/** What a test found, sentence by sentence, each with what one click can do about it. */
export function CheckList({ checks, subscribeOff, subscribing, onFix }: CheckListProps) {
  const t = useT();
  const words = useWords();
  const [explained, setExplained] = useState(false);
  return (
    <ul className="checks">
      {checks.map((check) => {
        const { icon, tone, word } = SIGN[check.result];
        const { fix } = check;
        const { sentence, detail } = words(check);
        const cannot = fix === 'subscribe' ? subscribeOff : undefined;
        return (
          <li key={check.id}>
            <Icon name={icon} className={tone} label={t(word)} />
            <div>
              <p className={check.result === 'skipped' ? 'dim' : undefined}>{sentence}</p>
              {detail && <p className="mut">{detail}</p>}
              {cannot && explained && (
                <p className="t-warn" role="alert">
                  {cannot}
                </p>
              )}
            </div>
            {fix && (
              <Button size="s" busy={fix === 'subscribe' && subscribing} onClick={() => (cannot ? setExplained(true) : onFix(fix))}>
                {t(FIX[fix])}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
