import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { PageHead } from '@/features/admin-common/page/page-head';
import { errorWords } from '@/shared/api/error-words';
import type { ApprovedTemplateView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { serverNow } from '@/shared/lib/use-now';
import { Banner } from '@/shared/ui/banner/banner';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { approvedQuery, readApproved } from '../api/approved';
import '@/features/admin-common/parts/parts.css';
import './approved.css';
import { OneDialog } from './one-dialog';
import { ReviewChip } from './review-chip';

/** The templates of an account that its platform reviews, with what it says of each. */
export function ApprovedPage({ accountId }: { accountId: string }) {
  const t = useT();
  const language = useLanguage();
  const queries = useQueryClient();
  const account = useQuery(accountQuery(accountId));
  const templates = useQuery(approvedQuery(accountId));
  const [reading, setReading] = useState(false);
  const [shown, setShown] = useState<string>();
  const read = async () => {
    setReading(true);
    try {
      queries.setQueryData(approvedQuery(accountId).queryKey, await readApproved(accountId));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setReading(false);
    }
  };
  const columns: ListColumn<ApprovedTemplateView>[] = [
    {
      id: 'name',
      head: t('admin-approved:name'),
      sortBy: (template) => template.name,
      cell: (template) => (
        <button type="button" className="link approved-name" onClick={() => setShown(template.id)}>
          {template.name}
        </button>
      ),
    },
    { id: 'language', head: t('admin-approved:language'), sortBy: (template) => template.language, cell: (template) => <span className="mut">{template.language}</span> },
    {
      id: 'text',
      head: t('admin-approved:body'),
      grow: true,
      cell: (template) => (
        <span className="mut trunc" dir="auto">
          {template.content.body}
        </span>
      ),
    },
    {
      id: 'state',
      head: t('admin:list.status'),
      sortBy: (template) => template.state,
      cell: (template) => (
        <span className="approved-state">
          <ReviewChip state={template.state} />
          {template.reason && <span className="meta">{template.reason}</span>}
          {!template.sendable && <span className="meta">{t('admin-approved:notSendable')}</span>}
        </span>
      ),
    },
  ];
  const view = templates.data;
  const readAt = view?.read_at;
  const one = view?.items.find((template) => template.id === shown);
  return (
    <div className="adm-in">
      <PageHead
        crumb={
          <Link to="/admin/accounts/$accountId" params={{ accountId }} search={{}}>
            {account.data?.name ?? ''}
          </Link>
        }
        crumbEnd={t('admin-approved:title')}
        title={t('admin-approved:title')}
        text={
          <>
            {t('admin-approved:text')} {readAt ? t('admin-approved:readAt', { moment: shortMoment(readAt, serverNow(), language) }) : t('admin-approved:neverRead')}
          </>
        }
        actions={
          <>
            <Button icon="reload" busy={reading} onClick={() => void read()}>
              {t('admin-approved:read')}
            </Button>
            <Link to="/admin/accounts/$accountId/templates/new" params={{ accountId }} className={buttonClass({ variant: 'primary' })}>
              <Icon name="plus" />
              {t('admin-approved:new')}
            </Link>
          </>
        }
      />
      {view?.problem && (
        <Banner tone="warn">
          <b>{t('admin-approved:readFailed')}</b> {view.problem}
        </Banner>
      )}
      <EntityList
        label={t('admin-approved:title')}
        source={{ data: view?.items, isFetching: templates.isFetching, error: templates.error, refetch: templates.refetch }}
        columns={columns}
        rowKey={({ id }) => id}
        matches={() => true}
        filtered={false}
        onClearFilters={() => undefined}
        count={(rows) => t('admin-approved:count', { count: rows })}
        errorTitle={t('admin-approved:error')}
        empty={<EmptyState icon="cards" title={t('admin-approved:empty')} text={t('admin-approved:emptyText')} />}
      />
      {one && <OneDialog key={one.id} template={one} accountId={accountId} onClose={() => setShown(undefined)} />}
    </div>
  );
}
