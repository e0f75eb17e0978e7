import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { ChannelView, InteractionView, ServiceView, WaitingView as WaitingChat } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { SelectField } from '@/shared/ui/field/field';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import '@/shared/ui/table/table.css';
import { assign, setPriority, waitingQuery } from '../api/waiting';
import { AssignDialog } from './assign-dialog';
import { WaitingRow } from './waiting-row';
import './waiting.css';

interface WaitingPageProps {
  services: readonly ServiceView[];
  channels: readonly ChannelView[];
  me: { user_id: string; handles: boolean; supervises: boolean };
  /** Grows when something happened on the floor. */
  news: number;
  onTaken: (interaction: InteractionView) => void;
}

/** What waits for an agent: why, and what can be done about it. */
export function WaitingView({ services, channels, me, news, onTaken }: WaitingPageProps) {
  const t = useT();
  const queries = useQueryClient();
  const [service, setService] = useState('');
  const [giving, setGiving] = useState<WaitingChat>();
  const waiting = useQuery(waitingQuery(service || undefined));
  const renew = () => queries.invalidateQueries({ queryKey: ['waiting'] });
  useEffect(() => {
    // A burst of news is one look.
    const later = setTimeout(() => void queries.invalidateQueries({ queryKey: ['waiting'] }), 500);
    return () => clearTimeout(later);
  }, [news, queries]);
  const failed = (error: unknown) => {
    toast(errorWords(error, t), { icon: 'alert' });
    void renew();
  };
  const take = async ({ interaction }: WaitingChat) => {
    try {
      onTaken(await assign(interaction.id, me.user_id));
    } catch (error) {
      failed(error);
    }
  };
  const prioritise = async ({ interaction }: WaitingChat, priority: number) => {
    try {
      await setPriority(interaction.id, priority);
      await renew();
    } catch (error) {
      failed(error);
    }
  };
  const rows = waiting.data?.rows;
  return (
    <main className="waiting" aria-labelledby="waiting-h">
      <header className="waiting-head">
        <h1 id="waiting-h">{t('waiting:title')}</h1>
        {waiting.data && (
          <p className="mut num" role="status">
            {t('waiting:count', { count: waiting.data.total })}
          </p>
        )}
        <span className="sp" />
        <SelectField label={t('waiting:service')} value={service} onChange={(event) => setService(event.target.value)}>
          <option value="">{t('waiting:allServices')}</option>
          {services
            .filter(({ disabled, may_pull }) => !disabled && (me.supervises || may_pull))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </SelectField>
      </header>
      <div className="tbl-card waiting-card">
        {waiting.error && !rows ? (
          <ErrorState title={t('waiting:failed')} text={errorWords(waiting.error, t)} details={errorDetails(waiting.error, t)} onRetry={() => void waiting.refetch()} />
        ) : !rows ? (
          <SkeletonRows rows={6} label={t('loading')} />
        ) : rows.length === 0 ? (
          <EmptyState icon="clock" title={t('waiting:empty')} text={t('waiting:emptyText')} />
        ) : (
          <div className="waiting-scroll" tabIndex={0} role="region" aria-label={t('waiting:title')}>
            <table className="tbl tbl-stacks">
              <caption className="vh">{t('waiting:title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('waiting:customer')}</th>
                  <th scope="col">{t('waiting:service')}</th>
                  <th scope="col" className="n">
                    {t('waiting:place')}
                  </th>
                  <th scope="col" className="n">
                    {t('waiting:since')}
                  </th>
                  <th scope="col" className="grow">
                    {t('waiting:because')}
                  </th>
                  <th scope="col">{t('waiting:priority')}</th>
                  <th scope="col">
                    <span className="vh">{t('waiting:actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((chat) => (
                  <WaitingRow
                    key={chat.interaction.id}
                    chat={chat}
                    channel={channels.find(({ id }) => id === chat.interaction.channel)}
                    onPriority={me.supervises ? (priority) => void prioritise(chat, priority) : undefined}
                    onTake={me.handles ? () => void take(chat) : undefined}
                    onGive={me.supervises ? () => setGiving(chat) : undefined}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {giving && (
        <AssignDialog
          chat={giving}
          except={me.user_id}
          onClose={() => setGiving(undefined)}
          onAssign={async (agent, name) => {
            await assign(giving.interaction.id, agent);
            toast(t('waiting:assigned', { customer: giving.interaction.contact_name, name }));
            void renew();
          }}
        />
      )}
    </main>
  );
}
