import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountQuery, accountsQuery } from '@/features/admin-common/api/accounts';
import { PageHead } from '@/features/admin-common/page/page-head';
import { QueryState } from '@/features/admin-common/page/query-state';
import { errorWords } from '@/shared/api/error-words';
import type { AccountView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { EmptyState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { discardParked, parkedQuery, replayParked } from '../api/parked-events';
import { ParkedEvent } from './parked-event';
import { UnknownEvents } from './parked-unknown';

/** Events of an account that could not be applied: looked at, tried again, thrown away. */
export function ParkedPage({ account }: { account: AccountView }) {
  const t = useT();
  const queries = useQueryClient();
  const parked = useQuery(parkedQuery(account.id));
  const [busy, setBusy] = useState<string>();
  const [discarding, setDiscarding] = useState<string>();

  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: accountQuery(account.id).queryKey }),
      queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
    ]);
  const replay = async (id: string) => {
    setBusy(id);
    try {
      await replayParked(id);
      await refresh();
      const left = queries.getQueryData(parkedQuery(account.id).queryKey)?.some((event) => event.id === id);
      toast(t(left ? 'admin-accounts:parked.again' : 'admin-accounts:parked.replayed'), { icon: left ? 'alert' : 'tick' });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <div className="adm-in">
      <PageHead
        crumb={
          <>
            <Link to="/admin/accounts">{t('admin:nav.accounts')}</Link>
            <span aria-hidden="true">/</span>
            <Link to="/admin/accounts/$accountId" params={{ accountId: account.id }}>
              {account.name}
            </Link>
          </>
        }
        title={t('admin-accounts:parked.title')}
        text={t('admin-accounts:parked.text')}
      />
      <QueryState query={parked} errorTitle={t('admin-accounts:parked.error')}>
        {(events) => (
          <Card>
            {events.length === 0 ? (
              <EmptyState icon="inbox" title={t('admin-accounts:parked.empty')} text={t('admin-accounts:parked.emptyText')} />
            ) : (
              <ul>
                {events.map((event) => (
                  <ParkedEvent
                    key={event.id}
                    event={event}
                    busy={busy === event.id}
                    onReplay={() => void replay(event.id)}
                    onDiscard={() => setDiscarding(event.id)}
                  />
                ))}
              </ul>
            )}
          </Card>
        )}
      </QueryState>
      <UnknownEvents accountId={account.id} />
      {discarding && (
        <ConfirmLoss
          title={t('admin-accounts:parked.discardTitle')}
          text={t('admin-accounts:parked.discardText')}
          keep={t('admin-accounts:parked.discardKeep')}
          go={t('admin-accounts:parked.discard')}
          onClose={() => setDiscarding(undefined)}
          onGo={async () => {
            await discardParked(discarding);
            await refresh();
          }}
        />
      )}
    </div>
  );
}
