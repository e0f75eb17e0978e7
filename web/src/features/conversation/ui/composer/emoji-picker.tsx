import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useT } from '@/shared/i18n/t';
import { recall, remember } from '@/shared/lib/storage';
import { IconButton } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { place } from '@/shared/ui/menu/place';
import { EMOJI } from './emoji-data';

const RECENT = 'emoji';
const PER_ROW = 8;

const recentEmoji = (): string[] => (recall(RECENT) ?? '').split(' ').filter(Boolean);

interface EmojiPickerProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  onPick: (emoji: string) => void;
}

/** A button with a grid of emoji: recent ones first, found by word, walked through by arrows. */
export function EmojiPicker({ open, onOpen, onPick }: EmojiPickerProps) {
  const t = useT();
  const id = useId();
  const [query, setQuery] = useState('');
  useEffect(() => {
    const [popup, opener] = [document.getElementById(id), document.getElementById(`${id}-open`)];
    if (!open || !popup || !opener) return;
    popup.showPopover();
    place(popup, opener, false);
    popup.querySelector('input')?.focus();
  }, [open, id]);
  const wanted = query.trim().toLocaleLowerCase();
  const groups = wanted
    ? [{ group: 'found' as const, all: EMOJI.flatMap((each) => each.all).filter(([, words]) => words.includes(wanted)).map(([sign]) => sign) }]
    : [{ group: 'recent' as const, all: recentEmoji() }, ...EMOJI.map(({ group, all }) => ({ group, all: all.map(([sign]) => sign) }))];
  const pick = (sign: string) => {
    remember(RECENT, [sign, ...recentEmoji().filter((each) => each !== sign)].slice(0, PER_ROW * 2).join(' '));
    onOpen(false);
    onPick(sign);
  };
  return (
    <>
      <IconButton id={`${id}-open`} icon="smile" label={t('desk:composer.emoji')} aria-haspopup="dialog" aria-expanded={open} onClick={() => onOpen(!open)} />
      {open && (
        <div
          id={id}
          popover="auto"
          className="emoji"
          role="dialog"
          aria-label={t('desk:composer.emoji')}
          onToggle={(event) => {
            if (event.newState === 'closed') onOpen(false);
          }}
          onKeyDown={(event) => walk(event, event.currentTarget)}
        >
          <SearchField label={t('desk:emoji.find')} placeholder={t('desk:emoji.find')} value={query} onChange={(event) => setQuery(event.target.value)} />
          <div className="emoji-all">
            {groups
              .filter((each) => each.all.length > 0)
              .map(({ group, all }) => (
                <section key={group} aria-label={t(`desk:emoji.${group}`)}>
                  <h3 className="menu-heading">{t(`desk:emoji.${group}`)}</h3>
                  <div className="emoji-grid">
                    {all.map((sign) => (
                      <button key={sign} type="button" className="emoji-one" onClick={() => pick(sign)}>
                        {sign}
                      </button>
                    ))}
                  </div>
                </section>
              ))}
            {groups.every((each) => each.all.length === 0) && <p className="meta emoji-none">{t('desk:emoji.none')}</p>}
          </div>
        </div>
      )}
    </>
  );
}

const walk = (event: KeyboardEvent, panel: HTMLElement): void => {
  const all = [...panel.querySelectorAll<HTMLElement>('.emoji-one')];
  const at = all.findIndex((each) => each === document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: PER_ROW, ArrowUp: -PER_ROW }[event.key];
  if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  const target = at < 0 ? all[0] : all[at + step];
  if (target) target.focus();
  else if (step < 0) panel.querySelector('input')?.focus();
};
