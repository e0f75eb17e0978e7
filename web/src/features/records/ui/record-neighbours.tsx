import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { recordsQuery } from '../api/search-records';
import type { RecordFilters } from '../model/filters';

/** The place of a record among the results it was opened from, and the way to its neighbours. */
export function RecordNeighbours({ id, filters }: { id: string; filters: RecordFilters }) {
  const t = useT();
  const navigate = useNavigate();
  const records = useInfiniteQuery({ ...recordsQuery(filters), enabled: false });
  const rows = records.data?.pages.flatMap((page) => page.items) ?? [];
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return null;
  const known = records.hasNextPage ? `${rows.length}+` : String(rows.length);
  const go = (to: number) => {
    const row = rows[to];
    if (row) void navigate({ to: '/desktop/records/$recordId', params: { recordId: row.id }, search: filters, replace: true });
  };
  return (
    <>
      <span className="meta num">{t('desk:record.of', { place: at + 1, total: known })}</span>
      <IconButton icon="arrow-up" label={t('desk:record.previous')} offReason={at === 0 ? t('desk:record.first') : undefined} onClick={() => go(at - 1)} />
      <IconButton icon="arrow-down" label={t('desk:record.next')} offReason={at === rows.length - 1 ? t('desk:record.last') : undefined} onClick={() => go(at + 1)} />
    </>
  );
}
