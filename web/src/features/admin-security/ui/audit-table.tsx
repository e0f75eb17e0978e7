import type { ReactNode } from 'react';
import type { AuditLine } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortDay, timeWithSeconds } from '@/shared/lib/times';
import { Table, type Column } from '@/shared/ui/table/table';
import './security.css';

interface AuditTableProps {
  lines: readonly AuditLine[] | undefined;
  loading: boolean;
  error: ReactNode;
  empty: ReactNode;
  foot: ReactNode;
}

const hasDetail = (detail: object): boolean => Object.keys(detail).length > 0;

/** Lines of the audit log. */
export function AuditTable({ lines, loading, error, empty, foot }: AuditTableProps) {
  const t = useT();
  const language = useLanguage();
  const columns: Column<AuditLine>[] = [
    {
      id: 'at',
      head: t('admin-security:audit.at'),
      cell: (line) => (
        <time className="num" dateTime={new Date(line.at).toISOString()}>
          {shortDay(line.at, language)}, {timeWithSeconds(line.at, language)}
        </time>
      ),
    },
    { id: 'actor', head: t('admin-security:audit.actor'), cell: (line) => <span className="m">{line.actor}</span> },
    {
      id: 'action',
      head: t('admin-security:audit.action'),
      cell: (line) => (
        <span className="mono" dir="ltr">
          {line.action}
        </span>
      ),
    },
    {
      id: 'object',
      head: t('admin-security:audit.object'),
      cell: (line) => (
        <span className="mono trunc audit-object" dir="ltr" title={line.object}>
          {line.object}
        </span>
      ),
    },
    {
      id: 'detail',
      head: t('admin-security:audit.detail'),
      grow: true,
      cell: (line) => (hasDetail(line.detail) ? <Detail detail={line.detail} /> : <span className="dim">{t('none')}</span>),
    },
    { id: 'seq', head: t('admin-security:audit.seq'), numeric: true, cell: (line) => <span className="dim">{line.seq}</span> },
  ];
  return (
    <Table
      label={t('admin:nav.audit')}
      columns={columns}
      rows={lines}
      rowKey={({ seq }) => String(seq)}
      loading={loading && lines === undefined}
      error={error}
      empty={empty}
      foot={foot}
    />
  );
}

function Detail({ detail }: { detail: object }) {
  return (
    <details className="audit-detail">
      <summary className="mono" dir="ltr">
        {JSON.stringify(detail)}
      </summary>
      <pre dir="ltr">{JSON.stringify(detail, null, 2)}</pre>
    </details>
  );
}
