import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { errorWords } from '../../api/error-words';
import { useLanguage, useT } from '../../i18n/t';
import { shortDay } from '../../lib/times';
import { useLatest } from '../../lib/latest';
import { IconButton } from '../../ui/button/button';
import { SearchField } from '../../ui/field/search-field';
import { foundQuery, type FindIn } from './api';
import './find.css';
import type { Marks } from './marks';

/** Typing pauses this long before the server is asked, ms. */
const PAUSE_MS = 250;

interface FindBarProps {
  interactionId: string;
  of: FindIn;
  /** Brings a message into sight. */
  onGo: (messageId: string) => void;
  onMarks: (marks: Marks | undefined) => void;
  onClose: () => void;
}

/** Finds in a transcript: words, how many messages say them, from one to the next. Starts with the newest. */
export function FindBar({ interactionId, of, onGo, onMarks, onClose }: FindBarProps) {
  const t = useT();
  const language = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery(foundQuery(interactionId, of, asked));
  const items = useMemo(() => (asked ? (found.data?.items ?? []) : []), [asked, found.data]);
  const place = Math.min(at ?? items.length - 1, items.length - 1);
  const shown = items[place]?.id;
  const tell = useLatest({ onGo, onMarks });
  const marks = useMemo<Marks>(() => ({ found: new Map(items.map((each) => [each.id, each])), shown }), [items, shown]);
  useEffect(() => tell.current.onMarks(marks), [marks, tell]);
  useEffect(() => {
    if (shown) tell.current.onGo(shown);
  }, [shown, tell]);
  useEffect(() => {
    const element = field.current;
    element?.focus();
    const close = tell.current;
    return () => close.onMarks(undefined);
  }, [tell]);
  const step = (by: number) => {
    if (items.length > 0) setAt((place + by + items.length) % items.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? 1 : -1 }[event.key];
    if (event.nativeEvent.isComposing || event.altKey) return;
    if (event.key === 'Escape') onClose();
    else if (by !== undefined && event.target === field.current) step(by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const more = (found.data?.total ?? 0) - items.length;
  const words = !asked
    ? ''
    : found.error
      ? errorWords(found.error, t)
      : found.isPending
        ? t('talk:find.looking')
        : items.length === 0
          ? t('talk:find.none')
          : t('talk:find.place', { place: more + place + 1, count: more + items.length });
  return (
    <div className="find" role="search" aria-label={t('talk:find.open')} onKeyDown={onKeyDown}>
      <SearchField
        ref={field}
        label={t('talk:find.open')}
        placeholder={t(of === 'interaction' ? 'talk:find.hintOne' : 'talk:find.hint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(undefined);
        }}
      />
      <span className={`find-count num${found.error ? ' t-danger' : ''}`} role="status">
        {words}
        {found.data?.looked_to != null && asked && <span className="dim"> · {t('talk:find.since', { day: shortDay(found.data.looked_to, language) })}</span>}
      </span>
      <IconButton icon="arrow-up" size="s" label={t('talk:find.previous')} shortcut="Enter" disabled={items.length === 0} onClick={() => step(-1)} />
      <IconButton icon="arrow-down" size="s" label={t('talk:find.next')} shortcut="⇧ Enter" disabled={items.length === 0} onClick={() => step(1)} />
      <IconButton icon="close" size="s" label={t('talk:find.close')} shortcut="Esc" onClick={onClose} />
    </div>
  );
}
