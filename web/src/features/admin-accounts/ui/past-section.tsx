import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { upsert } from '@/features/admin-common/api/upsert';
import { FormSection } from '@/features/admin-common/form/form-section';
import { Ago } from '@/features/admin-common/parts/ago';
import { errorWords } from '@/shared/api/error-words';
import type { AccountView, ImportView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { toast } from '@/shared/ui/toast/toasts';
import { beginImport, cancelImport, importsQuery } from '../api/imports';
import { PastImport } from './past-import';
import './past.css';

/** Imports that are listed below the newest. */
const EARLIER = 4;

/** *Past conversations*: imported on demand, followed live, told when it ends. */
export function PastSection({ account }: { account: AccountView }) {
  const t = useT();
  const queries = useQueryClient();
  const query = importsQuery(account.id);
  const imports = useQuery(query);
  const [busy, setBusy] = useState(false);
  const [newest, ...earlier] = imports.data ?? [];
  const running = newest?.state === 'running';
  const off = account.enabled && account.missing.length === 0 ? undefined : t('admin-imports:off');

  const ask = async (call: () => Promise<ImportView>) => {
    setBusy(true);
    try {
      const answer = await call();
      queries.setQueryData(query.queryKey, (all) => newestFirst(upsert(all ?? [], answer)));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };

  const button = running ? (
    <Button icon="close" busy={busy} onClick={() => void ask(() => cancelImport(newest.id))}>
      {t('admin-imports:cancel')}
    </Button>
  ) : (
    <Button icon="reload" busy={busy} offReason={off} onClick={() => void ask(() => beginImport(account.id))}>
      {t(newest ? 'admin-imports:again' : 'admin-imports:begin')}
    </Button>
  );
  return (
    <FormSection id="past" title={t('admin-imports:title')} text={t('admin-imports:text')} aside={button}>
      {imports.isPending ? (
        <SkeletonRows rows={2} label={t('loading')} />
      ) : imports.isError ? (
        <Banner
          tone="danger"
          action={
            <Button size="s" onClick={() => void imports.refetch()}>
              {t('tryAgain')}
            </Button>
          }
        >
          <b>{t('admin-imports:error')}</b> {errorWords(imports.error, t)}
        </Banner>
      ) : (
        <div role="status" className="past-imports">
          {newest ? <PastImport row={newest} /> : <p className="mut">{t('admin-imports:none')}</p>}
        </div>
      )}
      {earlier.length > 0 && (
        <ul className="past-earlier" aria-label={t('admin-imports:earlier')}>
          {earlier.slice(0, EARLIER).map((row) => (
            <li key={row.id} className="meta">
              <Ago at={row.started_at} /> · {t(`admin-imports:kind.${row.kind}`)} · {t(`admin-imports:state.${row.state}`)} ·{' '}
              <span className="num">{t('admin-imports:messages', { count: row.added + row.known })}</span>
            </li>
          ))}
        </ul>
      )}
    </FormSection>
  );
}

const newestFirst = (all: readonly ImportView[]): ImportView[] => all.toSorted((a, b) => b.started_at - a.started_at);
