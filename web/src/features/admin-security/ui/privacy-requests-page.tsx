import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { PageHead } from '@/features/admin-common/page/page-head';
import { QueryState } from '@/features/admin-common/page/query-state';
import type { PrivacyRequestView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { privacyRequestsQuery } from '../api/privacy-requests';
import './security.css';

/** *Security > Privacy requests*: what platforms demanded for a person, and what became of it. */
export function PrivacyRequestsPage() {
  const t = useT();
  const requests = useQuery(privacyRequestsQuery);
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.privacyRequests')} text={t('admin-security:requests.text')} />
      <QueryState query={requests} errorTitle={t('admin-security:requests.error')}>
        {(rows) => <Requests rows={rows} />}
      </QueryState>
    </div>
  );
}

function Requests({ rows }: { rows: readonly PrivacyRequestView[] }) {
  const t = useT();
  const language = useLanguage();
  const channels = useQuery(channelsQuery).data;
  const now = useNow();
  const moment = (at: number) => shortMoment(at, now, language);
  const columns: Column<PrivacyRequestView>[] = [
    {
      id: 'kind',
      head: t('admin-security:requests.kind'),
      cell: ({ kind, channel }) => (
        <span className="two-lines">
          <span className="m">{t(`admin-security:requests.kinds.${kind}`)}</span>
          <span className="sub">{channels?.find(({ id }) => id === channel)?.label ?? channel}</span>
        </span>
      ),
    },
    { id: 'received', head: t('admin-security:requests.received'), cell: ({ received_at: at }) => <time className="num" dateTime={new Date(at).toISOString()}>{moment(at)}</time> },
    { id: 'state', head: t('admin-security:requests.state'), grow: true, cell: (request) => <State request={request} moment={moment} /> },
    { id: 'erased', head: t('admin-security:requests.erased'), cell: ({ kind, contacts, done_at: done }) => (kind === 'deauthorise' ? t('none') : done != null && contacts === 0 ? t('admin-security:requests.nobody') : t('admin-security:requests.customers', { count: contacts })) },
    {
      id: 'code',
      head: t('admin-security:requests.code'),
      cell: ({ code }) => (
        <span className="cell">
          <span className="mono" dir="ltr">
            {code}
          </span>
          <CopyButton size="s" text={code} what={t('admin-security:requests.code')} />
        </span>
      ),
    },
  ];
  return (
    <Table
      label={t('admin:nav.privacyRequests')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      stacks
      loading={false}
      error={null}
      empty={<EmptyState icon="shield" title={t('admin-security:requests.none')} text={t('admin-security:requests.noneText')} />}
    />
  );
}

function State({ request, moment }: { request: PrivacyRequestView; moment: (at: number) => string }) {
  const t = useT();
  if (request.done_at == null)
    return (
      <span className="two-lines">
        <span className="cell t-warn m">
          <Icon name="clock" />
          {t('admin-security:requests.waits')}
        </span>
        <span className="sub">{t('admin-security:requests.waitsText')}</span>
      </span>
    );
  return (
    <span className="cell">
      <Icon name="ok" className="t-ok" />
      {t('admin-security:requests.done', { moment: moment(request.done_at) })}
    </span>
  );
}
