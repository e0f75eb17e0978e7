import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { nextSpan, type Span } from '../model/draft';

interface SpanFieldsProps {
  /** The day, as screen readers say it. */
  day: string;
  spans: readonly Span[];
  error: string | undefined;
  onChange: (spans: readonly Span[]) => void;
}

/** When a day is open: pairs of times. */
export function SpanFields({ day, spans, error, onChange }: SpanFieldsProps) {
  const t = useT();
  const set = (at: number, change: Partial<Span>) => onChange(spans.map((span, place) => (place === at ? { ...span, ...change } : span)));
  return (
    <div className="spans">
      {spans.length === 0 && <span className="mut spans-closed">{t('admin-hours:closedAllDay')}</span>}
      {spans.map(({ from, to }, at) => (
        <span key={at} className="span-pair" role="group" aria-label={t('admin-hours:spanOf', { day, count: at + 1 })}>
          <input type="time" className="inp num" aria-label={t('admin-hours:from', { day })} aria-invalid={from === ''} value={from} onChange={(event) => set(at, { from: event.target.value })} />
          <span aria-hidden="true">–</span>
          <input type="time" className="inp num" aria-label={t('admin-hours:to', { day })} aria-invalid={to === ''} value={to} onChange={(event) => set(at, { to: event.target.value })} />
          <span className="meta span-next">{from !== '' && to !== '' && to <= from && t('admin-hours:nextDay')}</span>
          <IconButton icon="trash" size="s" label={t('admin-hours:removeSpan', { day, from, to })} onClick={() => onChange(spans.filter((_, place) => place !== at))} />
        </span>
      ))}
      {error && (
        <span className="field-error" role="alert">
          <Icon name="alert" size="s" />
          {error}
        </span>
      )}
      <Button size="s" variant="quiet" icon="plus" aria-label={t('admin-hours:addSpanTo', { day })} onClick={() => onChange([...spans, nextSpan(spans)])}>
        {t('admin-hours:addSpan')}
      </Button>
    </div>
  );
}
