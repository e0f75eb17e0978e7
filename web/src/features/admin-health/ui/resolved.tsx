import { Link } from '@tanstack/react-router';
import { useWords } from '@/shared/api/use-words';
import { Ago } from '@/features/admin-common/parts/ago';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';

/** What was wrong and is not any more, and whether Parlance puts lost subscriptions right by itself. */
export function Resolved({ account }: { account: ChannelHealth }) {
  const t = useT();
  const words = useWords();
  return (
    <>
      <h2 className="health-title">{t('admin-health:resolved.title')}</h2>
      <Card>
        {account.resolved.length > 0 && (
          <ul>
            {account.resolved.map((problem) => (
              <li key={problem.id} className="prob-row">
                <Icon name="ok" className="t-ok" />
                <div>
                  <p>{words(problem).sentence}</p>
                  <p className="meta mut">
                    {t(problem.repaired ? 'admin-health:resolved.repaired' : 'admin-health:resolved.gone')} <Ago at={problem.resolved_at} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
        <p className="health-good mut">
          {account.resolved.length === 0 && `${t('admin-health:resolved.none')} `}
          {t(account.repairs ? 'admin-health:resolved.repairsOn' : 'admin-health:resolved.repairsOff')}{' '}
          <Link to="/admin/settings">{t('admin-health:resolved.change')}</Link>
        </p>
      </Card>
    </>
  );
}
