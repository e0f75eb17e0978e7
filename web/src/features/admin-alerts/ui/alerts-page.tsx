import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PageHead } from '@/features/admin-common/page/page-head';
import { QueryState } from '@/features/admin-common/page/query-state';
import { Ago } from '@/features/admin-common/parts/ago';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { errorWords } from '@/shared/api/error-words';
import type { AlertTargetView } from '@/shared/api/schema';
import { useWords } from '@/shared/api/use-words';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { toast } from '@/shared/ui/toast/toasts';
import { alertTargetsQuery, changeAlertTarget, deleteAlertTarget, testAlertTarget } from '../api/alert-targets';
import { NewTargetDialog } from './new-target-dialog';
import './alerts.css';

/** *Channels > Alerts*: whom Parlance tells outside the app when a channel fails. */
export function AlertsPage() {
  const t = useT();
  const queries = useQueryClient();
  const targets = useQuery(alertTargetsQuery);
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<AlertTargetView>();
  const renew = () => queries.invalidateQueries({ queryKey: alertTargetsQuery.queryKey });
  return (
    <div className="adm-in">
      <PageHead
        title={t('admin-health:alerts.title')}
        text={t('admin-health:alerts.text')}
        actions={
          <Button variant="primary" icon="plus" onClick={() => setAdding(true)}>
            {t('admin-health:alerts.new')}
          </Button>
        }
      />
      <QueryState query={targets} errorTitle={t('admin-health:alerts.error')}>
        {({ items }) => <Targets items={items} renew={renew} onDelete={setDeleting} onAdd={() => setAdding(true)} />}
      </QueryState>
      {adding && <NewTargetDialog mail={targets.data?.mail ?? false} onClose={() => setAdding(false)} />}
      {deleting && (
        <ConfirmLoss
          title={t('admin-health:alerts.deleteTitle')}
          text={t('admin-health:alerts.deleteText', { address: deleting.address })}
          keep={t('admin-health:alerts.deleteKeep')}
          go={t('admin-health:alerts.deleteGo')}
          onClose={() => setDeleting(undefined)}
          onGo={async () => {
            await deleteAlertTarget(deleting.id);
            await renew();
          }}
        />
      )}
    </div>
  );
}

interface TargetsProps {
  items: readonly AlertTargetView[];
  renew: () => Promise<void>;
  onDelete: (target: AlertTargetView) => void;
  onAdd: () => void;
}

function Targets({ items, renew, onDelete, onAdd }: TargetsProps) {
  const t = useT();
  const words = useWords();
  const [busy, setBusy] = useState<string>();
  const act = async (id: string, what: () => Promise<string | { failed: string }>) => {
    setBusy(id);
    try {
      const said = await what();
      if (typeof said === 'string') toast(said);
      else toast(said.failed, { icon: 'alert' });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(undefined);
      await renew();
    }
  };
  const test = ({ id }: AlertTargetView) =>
    act(id, async () => {
      const { error, target } = await testAlertTarget(id);
      return error ? { failed: words({ sentence: error, wording: target.wording }).sentence } : t('admin-health:alerts.arrived');
    });
  const toggle = ({ id, disabled }: AlertTargetView) =>
    act(id, async () => {
      await changeAlertTarget(id, !disabled);
      return t(disabled ? 'admin-health:alerts.switchedOn' : 'admin-health:alerts.switchedOff');
    });
  const columns: Column<AlertTargetView>[] = [
    {
      id: 'address',
      head: t('admin-health:alerts.address'),
      grow: true,
      cell: ({ address, kind }) => (
        <span className="two-lines">
          <span className="m alert-address" dir="ltr" title={address}>
            {address}
          </span>
          <span className="sub">{t(kind === 'mail' ? 'admin-health:alerts.mail' : 'admin-health:alerts.webhook')}</span>
        </span>
      ),
    },
    { id: 'last', head: t('admin-health:alerts.last'), cell: (target) => <Last target={target} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (target) => (
        <span className="cell alert-acts">
          <Button size="s" busy={busy === target.id} onClick={() => void test(target)}>
            {t('admin-health:alerts.test')}
          </Button>
          <Button size="s" variant="quiet" onClick={() => void toggle(target)}>
            {t(target.disabled ? 'admin-health:alerts.switchOn' : 'admin-health:alerts.switchOff')}
          </Button>
          <IconButton icon="trash" size="s" label={t('admin-health:alerts.deleteOf', { address: target.address })} onClick={() => onDelete(target)} />
        </span>
      ),
    },
  ];
  return (
    <Table
      label={t('admin-health:alerts.title')}
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      stacks
      loading={false}
      error={null}
      empty={
        <EmptyState
          icon="bell"
          title={t('admin-health:alerts.none')}
          text={t('admin-health:alerts.noneText')}
          action={
            <Button icon="plus" onClick={onAdd}>
              {t('admin-health:alerts.new')}
            </Button>
          }
        />
      }
    />
  );
}

function Last({ target }: { target: AlertTargetView }) {
  const t = useT();
  const words = useWords();
  if (target.disabled) return <span className="mut">{t('admin-health:alerts.off')}</span>;
  if (!target.last_at) return <span className="mut">{t('admin-health:alerts.never')}</span>;
  if (target.last_error)
    return (
      <span className="two-lines">
        <span className="cell t-danger m">
          <Icon name="alert" />
          {t('admin-health:alerts.failed')}
        </span>
        <span className="sub">{words({ sentence: target.last_error, wording: target.wording }).sentence}</span>
      </span>
    );
  return (
    <span className="cell">
      <Icon name="ok" className="t-ok" />
      {t('admin-health:alerts.ok')} <Ago at={target.last_at} />
    </span>
  );
}
