import { useInfiniteQuery } from '@tanstack/react-query';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { PageHead } from '@/features/admin-common/page/page-head';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { auditQuery } from '../api/audit';
import { AuditTable } from './audit-table';

/** *Security > Audit log*: who changed what, every sign-in. */
export function AuditPage() {
  const t = useT();
  const audit = useInfiniteQuery(auditQuery);
  const lines = audit.data?.pages.flatMap((page) => page.items);
  return (
    <div className="adm-in">
      <PageHead
        title={t('admin:nav.audit')}
        text={t('admin-security:audit.text')}
        actions={
          <Button icon="reload" busy={audit.isRefetching} onClick={() => void audit.refetch()}>
            {t('admin-security:audit.refresh')}
          </Button>
        }
      />
      <AuditTable
        lines={lines}
        loading={audit.isFetching}
        error={
          audit.error && (
            <ErrorState
              title={t('admin-security:audit.error')}
              text={errorWords(audit.error, t)}
              details={errorDetails(audit.error, t)}
              onRetry={() => void audit.refetch()}
            />
          )
        }
        empty={<EmptyState icon="list" title={t('admin-security:audit.empty')} />}
        foot={
          audit.hasNextPage && (
            <div className="tbl-more">
              <Button size="s" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                {t('admin-security:audit.older')}
              </Button>
              <span className="meta num">{t('admin-security:audit.count', { count: lines?.length ?? 0 })}</span>
            </div>
          )
        }
      />
    </div>
  );
}
