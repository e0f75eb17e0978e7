import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useLatest } from '../../lib/latest';
import { Icon, type IconName } from '../icon/icon';
import { Kbd } from '../kbd/kbd';
import './menu.css';
import { place } from './place';

/** One line of a menu. */
export type MenuEntry =
  | {
      kind: 'item';
      id: string;
      label: ReactNode;
      /** Drawn before the label. */
      lead?: ReactNode;
      icon?: IconName;
      shortcut?: string | undefined;
      /** Quiet words at the end. */
      end?: ReactNode;
      /** Given: the item is one of a choice. */
      checked?: boolean;
      /** Off, and why. */
      offReason?: string | undefined;
      danger?: boolean;
      perform: () => void;
    }
  | { kind: 'heading'; id: string; label: string }
  | { kind: 'line'; id: string };

interface MenuListProps {
  label: string;
  entries: readonly MenuEntry[];
  onClose: () => void;
}

const items = (menu: HTMLElement | null): HTMLElement[] => [...(menu?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];

const focusStep = (menu: HTMLElement | null, key: string): boolean => {
  const all = items(menu);
  const at = all.findIndex((item) => item === document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key];
  if (target === undefined) return false;
  all.at(target % all.length)?.focus();
  return true;
};

const focusByLetter = (menu: HTMLElement | null, letter: string): void => {
  const all = items(menu);
  const at = all.findIndex((item) => item === document.activeElement);
  const ordered = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  ordered.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()))?.focus();
};

/** The lines of a menu, moved through by arrows, Home, End and first letters. */
export function MenuList({ label, entries, onClose }: MenuListProps) {
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (focusStep(ref.current, event.key)) event.preventDefault();
    else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey && event.key !== ' ') focusByLetter(ref.current, event.key);
    if (event.key === 'Escape') event.stopPropagation();
  };
  return (
    <div className="menu" role="menu" aria-label={label} ref={ref} onKeyDown={onKeyDown}>
      {entries.map((entry) => (
        <MenuLine key={entry.id} entry={entry} onClose={onClose} />
      ))}
    </div>
  );
}

function MenuLine({ entry, onClose }: { entry: MenuEntry; onClose: () => void }) {
  if (entry.kind === 'line') return <hr className="menu-line" />;
  if (entry.kind === 'heading') {
    return (
      <div className="menu-heading" role="presentation">
        {entry.label}
      </div>
    );
  }
  const off = entry.offReason !== undefined;
  return (
    <button
      type="button"
      className={`menu-item${entry.danger ? ' t-danger' : ''}`}
      role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={entry.checked}
      aria-disabled={off || undefined}
      title={entry.offReason}
      tabIndex={-1}
      onClick={() => {
        if (off) return;
        onClose();
        entry.perform();
      }}
    >
      {entry.lead}
      {entry.icon && <Icon name={entry.icon} />}
      <span className="menu-label">{entry.label}</span>
      {entry.end !== undefined && <span className="menu-end num">{entry.end}</span>}
      {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
      {entry.checked && <Icon name="tick" size="s" />}
    </button>
  );
}

interface MenuProps {
  label: string;
  entries: readonly MenuEntry[];
  /** Draws the button that opens; it must spread the given properties. */
  button: (properties: MenuButtonProps) => ReactNode;
  /** The menu is as wide as its button. */
  sameWidth?: boolean;
  /** Told when the menu opens, e.g. to load what it shows. */
  onOpen?: () => void;
  /** Lets a shortcut open it. */
  openRef?: RefObject<(() => void) | null>;
}

/** What the button of a menu must carry. */
export interface MenuButtonProps {
  id: string;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  'aria-controls': string | undefined;
  onClick: () => void;
}

/** A button with a menu in the top layer. */
export function Menu({ label, entries, button, sameWidth = false, onOpen, openRef }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const buttonId = `${id}-button`;
  const show = () => {
    onOpen?.();
    setOpen(true);
  };
  const showLatest = useLatest(show);
  useEffect(() => {
    if (!openRef) return;
    openRef.current = () => showLatest.current();
    return () => {
      openRef.current = null;
    };
  }, [openRef, showLatest]);
  useEffect(() => {
    const [popup, opener] = [document.getElementById(id), document.getElementById(buttonId)];
    if (!open || !popup || !opener) return;
    popup.showPopover();
    const reposition = () => place(popup, opener, sameWidth);
    reposition();
    (popup.querySelector<HTMLElement>('[aria-checked=true]') ?? popup.querySelector<HTMLElement>('.menu-item'))?.focus();
    window.addEventListener('resize', reposition);
    window.addEventListener('scroll', reposition, true);
    return () => {
      window.removeEventListener('resize', reposition);
      window.removeEventListener('scroll', reposition, true);
    };
  }, [open, sameWidth, id, buttonId]);
  const close = () => {
    const inside = document.getElementById(id)?.contains(document.activeElement) ?? false;
    setOpen(false);
    if (inside) document.getElementById(buttonId)?.focus();
  };
  return (
    <>
      {button({
        id: buttonId,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        onClick: () => (open ? close() : show()),
      })}
      {open && (
        <div
          id={id}
          popover="auto"
          className="menu-popup"
          onToggle={(event) => {
            if (event.newState === 'closed') setOpen(false);
          }}
        >
          <MenuList label={label} entries={entries} onClose={close} />
        </div>
      )}
    </>
  );
}
