import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { QueryState } from '@/features/admin-common/page/query-state';
import { Ago } from '@/features/admin-common/parts/ago';
import { errorWords } from '@/shared/api/error-words';
import type { UnknownEventView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { toast } from '@/shared/ui/toast/toasts';
import { dismissUnknown, replayUnknown, unknownQuery } from '../api/unknown-events';
import { prettyJson } from '../model/pretty-json';
import './accounts.css';

/** Kinds of events of an account that are not known: how many, the newest as a sample, tried again or dismissed. */
export function UnknownEvents({ accountId }: { accountId: string }) {
  const t = useT();
  const queries = useQueryClient();
  const unknown = useQuery(unknownQuery(accountId));
  const [busy, setBusy] = useState<string>();
  const act = async (id: string, work: (id: string) => Promise<unknown>, said: string) => {
    setBusy(id);
    try {
      await work(id);
      await queries.invalidateQueries({ queryKey: accountQuery(accountId).queryKey });
      toast(said, { icon: 'tick' });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <QueryState query={unknown} errorTitle={t('admin-accounts:unknown.error')}>
      {(kinds) =>
        kinds.length === 0 ? null : (
          <section className="unknown" aria-labelledby="unknown-h">
            <h2 id="unknown-h" className="m">
              {t('admin-accounts:unknown.title')}
            </h2>
            <p className="mut">{t('admin-accounts:unknown.text')}</p>
            <Card>
              <ul>
                {kinds.map((kind) => (
                  <UnknownKind
                    key={kind.id}
                    kind={kind}
                    busy={busy === kind.id}
                    onReplay={() => void act(kind.id, replayUnknown, t('admin-accounts:unknown.replayed'))}
                    onDismiss={() => void act(kind.id, dismissUnknown, t('admin-accounts:unknown.dismissed'))}
                  />
                ))}
              </ul>
            </Card>
          </section>
        )
      }
    </QueryState>
  );
}

interface KindProps {
  kind: UnknownEventView;
  busy: boolean;
  onReplay: () => void;
  onDismiss: () => void;
}

/** One kind: count, moments and sample. */
export function UnknownKind({ kind, busy, onReplay, onDismiss }: KindProps) {
  const t = useT();
  return (
    <li className="parked">
      <div className="parked-head">
        <div>
          <p className="m">
            <code dir="ltr">{kind.kind}</code> <Chip>{t('admin-accounts:unknown.count', { count: kind.count })}</Chip>
          </p>
          <p className="meta">
            {t('admin-accounts:unknown.newest')} <Ago at={kind.last_at} /> · {t('admin-accounts:unknown.first')} <Ago at={kind.first_at} />
          </p>
        </div>
        <div className="parked-acts">
          <Button size="s" icon="reload" busy={busy} onClick={onReplay}>
            {t('admin-accounts:unknown.replay')}
          </Button>
          <Button size="s" onClick={onDismiss}>
            {t('admin-accounts:unknown.dismiss')}
          </Button>
        </div>
      </div>
      <details>
        <summary>{t('admin-accounts:unknown.sample')}</summary>
        <pre className="parked-body" dir="ltr" tabIndex={0}>
          {prettyJson(kind.sample)}
        </pre>
        <CopyButton size="s" text={kind.sample} what={t('admin-accounts:unknown.sample')} />
      </details>
    </li>
  );
}
