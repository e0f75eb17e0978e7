import { Link } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { ChannelView, RecordRow } from '@/shared/api/schema';
import { lastLine } from '@/shared/desk/last-line';
import { useLanguage, useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { fullStamp, longDay, runningTime, shortMoment, timeOfDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Chip, type Tone } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import { Late, SkeletonBar } from '@/shared/ui/skeleton/skeleton';
import '@/shared/ui/table/table.css';
import type { RecordFilters } from '../model/filters';
import { rowsInSight, type Rows } from '../model/window';
import { MarkedLine } from '@/shared/ui/marked/marked-line';

interface RecordTableProps {
  rows: readonly RecordRow[] | undefined;
  filters: RecordFilters;
  channels: readonly ChannelView[];
  loading: boolean;
  /** There are more rows. */
  more: { busy: boolean; load: () => void } | undefined;
  /** So far back was searched, when the rows end there although there is more to look at. */
  searchedTo: number | undefined;
  /** Instead of the table, when there is nothing to show. */
  error: ReactNode;
  /** Why the rows on the screen do not go on, and what tries again. */
  stuck: { words: string; busy: boolean; again: () => void } | undefined;
  empty: ReactNode;
}

const TONES: Record<RecordRow['state'], Tone> = { queued: 'warn', offered: 'accent', active: 'info', after_call_work: 'violet', closed: 'neutral' };
const COLUMNS = 8;

/** Found records. Only the rows in sight are drawn; the next page comes before the end is reached. */
export function RecordTable({ rows, filters, channels, loading, more, searchedTo, error, stuck, empty }: RecordTableProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const count = rows?.length ?? 0;
  const sight = useSight(box, count, more && !more.busy && !stuck && searchedTo === undefined ? more.load : undefined);
  if (count === 0) {
    return <div className="tbl-card records-card">{error ?? (rows === undefined || loading ? <Waiting label={t('loading')} /> : empty)}</div>;
  }
  return (
    <div className="tbl-card records-card" aria-busy={loading || undefined}>
      <div className="records-scroll" ref={box} tabIndex={0} role="region" aria-label={t('places.records')}>
        <table className="tbl records-tbl" aria-rowcount={more ? -1 : count + 1}>
          <caption className="vh">{t('places.records')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('desk:records.customer')}</th>
              <th scope="col">{filters.q ? t('desk:records.said') : t('desk:records.line')}</th>
              <th scope="col">{t('desk:records.service')}</th>
              <th scope="col">{t('desk:records.agent')}</th>
              <th scope="col">{t('desk:records.result')}</th>
              <th scope="col" className="n">
                {t('desk:records.waited')}
              </th>
              <th scope="col" className="n">
                {t('desk:records.talked')}
              </th>
              <th scope="col" className="n">
                {t('desk:records.began')}
              </th>
            </tr>
          </thead>
          <tbody className={loading ? 'tbl-old' : undefined}>
            <Space height={sight.above} />
            {rows?.slice(sight.first, sight.end).map((row, at) => (
              <Row key={row.id} row={row} index={sight.first + at + 2} filters={filters} channels={channels} />
            ))}
            <Space height={sight.below} />
          </tbody>
        </table>
        {more && !stuck && (
          <div className="records-more">
            {searchedTo !== undefined && <SearchedTo at={searchedTo} />}
            <Button size="s" variant={searchedTo === undefined ? 'quiet' : 'default'} busy={more.busy} onClick={more.load}>
              {searchedTo === undefined ? t('desk:records.showMore') : t('desk:records.continue')}
            </Button>
          </div>
        )}
      </div>
      {stuck && (
        <div className="records-stuck" role="alert">
          <span className="cell">
            <Icon name="alert" className="t-danger" />
            {stuck.words}
          </span>
          <Button size="s" icon="reload" busy={stuck.busy} onClick={stuck.again}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** So far back was searched; by the minute, which is all that helps. */
export function SearchedTo({ at }: { at: number }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  return (
    <span className="mut" title={fullStamp(at, language)}>
      {t('desk:records.searchedTo', { day: longDay(at, now, language), time: timeOfDay(at, language) })}
    </span>
  );
}

const Space = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS} className="records-space" style={{ height }} />
    </tr>
  ) : null;

interface RowProps {
  row: RecordRow;
  /** Place in the whole table, 1 = the head. */
  index: number;
  filters: RecordFilters;
  channels: readonly ChannelView[];
}

function Row({ row, index, filters, channels }: RowProps) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const icon = iconNamed(channels.find((each) => each.id === row.channel)?.icon ?? '', 'chat');
  return (
    <tr aria-rowindex={index}>
      <td>
        <span className="cell record-who">
          <Avatar name={row.contact_name} size="xs" />
          <Link to="/desktop/records/$recordId" params={{ recordId: row.id }} search={filters} className="m trunc" dir="auto">
            {row.contact_name}
          </Link>
        </span>
      </td>
      <td className="grow record-line" dir="auto" title={row.line}>
        {row.marks?.length ? <MarkedLine line={row.line} marks={row.marks} /> : lastLine(row.line, t)}
      </td>
      <td>
        <span className="cell">
          <Icon name={icon} size="s" className="dim" />
          {row.service}
        </span>
      </td>
      <td>{row.agent ?? <span className="dim">{t('none')}</span>}</td>
      <td>{row.state === 'closed' ? (row.disposition ?? <span className="dim">{t('none')}</span>) : <Chip tone={TONES[row.state]}>{t(`desk:recordState.${row.state}`)}</Chip>}</td>
      <td className="n record-time">{runningTime(row.waited_ms)}</td>
      <td className="n record-time">{row.talk_ms > 0 ? runningTime(row.talk_ms) : <span className="dim">{t('none')}</span>}</td>
      <td className="n record-began" title={fullStamp(row.started_at, language)}>
        {sameDay(row.started_at, now, language)}
      </td>
    </tr>
  );
}

const sameDay = (at: number, now: number, language: string): string => {
  const moment = shortMoment(at, now, language);
  const time = timeOfDay(at, language);
  return moment === time ? time : `${moment}, ${time}`;
};

function Waiting({ label }: { label: string }) {
  return (
    <Late>
      <div role="status" aria-label={label}>
        {Array.from({ length: 8 }, (_, row) => (
          <div key={row} className="tbl-loading-row" aria-hidden="true">
            {[30, 60, 40, 35, 30].map((width, cell) => (
              <SkeletonBar key={cell} width={(width + ((row * 13) % 20)) / 2} />
            ))}
          </div>
        ))}
      </div>
    </Late>
  );
}

/** Follows the scrolling of a box; asks for more rows before its end. */
const useSight = (box: RefObject<HTMLDivElement | null>, count: number, load: (() => void) | undefined): Rows => {
  const [sight, setSight] = useState<Rows>(() => rowsInSight(count, 40, 0, 800));
  const latest = useLatest({ count, load });
  const look = useRef<() => void>(() => undefined);
  useLayoutEffect(() => {
    look.current = () => {
      const element = box.current;
      if (!element) return;
      const { count: rows, load: more } = latest.current;
      const rowHeight = element.querySelector<HTMLElement>('tbody tr:not([aria-hidden])')?.offsetHeight ?? 40;
      const next = rowsInSight(rows, rowHeight, element.scrollTop, element.clientHeight);
      setSight((before) => (before.first === next.first && before.end === next.end && before.below === next.below ? before : next));
      if (more && element.scrollTop + element.clientHeight > element.scrollHeight - 20 * rowHeight && element.scrollTop > 0) more();
    };
    look.current();
  }, [box, latest, count]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onScroll = () => look.current();
    element.addEventListener('scroll', onScroll, { passive: true });
    const resize = new ResizeObserver(onScroll);
    resize.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resize.disconnect();
    };
  }, [box, count]);
  return sight;
};
