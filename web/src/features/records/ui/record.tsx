import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '@/shared/api/errors';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { ChannelView, ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { iconNamed } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { recordQuery } from '../api/get-record';
import type { RecordFilters } from '../model/filters';
import { RecordNeighbours } from './record-neighbours';
import { RecordView } from './record-view';

interface RecordProps {
  id: string;
  filters: RecordFilters;
  channels: readonly ChannelView[];
  back: ReactNode;
  /** Export and erase of the customer, for those with the right. */
  privacy?: ((contact: ContactView) => ReactNode) | undefined;
}

/** A record, fetched. */
export function Record({ id, filters, channels, back, privacy }: RecordProps) {
  const t = useT();
  const record = useQuery(recordQuery(id));
  if (!record.data) {
    const gone = record.error instanceof ApiError && record.error.status === 404;
    return (
      <main className="record">
        <header className="chead record-head">{back}</header>
        {gone ? (
          <EmptyState icon="record" title={t('desk:record.gone')} text={t('desk:record.goneText')} />
        ) : record.error ? (
          <ErrorState title={t('desk:record.failed')} text={errorWords(record.error, t)} details={errorDetails(record.error, t)} onRetry={() => void record.refetch()} />
        ) : (
          <SkeletonRows rows={6} label={t('loading')} />
        )}
      </main>
    );
  }
  const channel = channels.find((each) => each.id === record.data.interaction.channel);
  return (
    <RecordView
      record={record.data}
      channelIcon={iconNamed(channel?.icon ?? '', 'chat')}
      channelLabel={channel?.label ?? record.data.interaction.channel}
      back={back}
      neighbours={<RecordNeighbours id={id} filters={filters} />}
      privacy={privacy?.(record.data.contact)}
      address={`${location.origin}/desktop/records/${encodeURIComponent(id)}`}
    />
  );
}
