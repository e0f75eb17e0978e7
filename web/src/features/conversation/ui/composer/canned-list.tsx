import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import { Kbd } from '@/shared/ui/kbd/kbd';
import type { Prepared } from '../../model/canned';

interface CannedListProps {
  id: string;
  service: string;
  query: string;
  found: readonly Prepared[];
  total: number;
  /** The chosen line. */
  at: number;
  onTake: (entry: Prepared) => void;
  onPoint: (at: number) => void;
}

/** Prepared texts in the flow above the field, so that the customer's last message stays visible. */
export function CannedList({ id, service, query, found, total, at, onTake, onPoint }: CannedListProps) {
  const t = useT();
  return (
    <div className="canned">
      <div className="canned-head" role="status">
        <Icon name="canned" size="s" />
        {t('desk:canned.title', { service })}
        <span className="sp" />
        <span className="dim num">{t('desk:canned.of', { found: found.length, total })}</span>
      </div>
      <ul role="listbox" aria-label={t('desk:canned.title', { service })} id={`${id}-list`}>
        {found.map((entry, line) => (
          <li
            key={entry.kind === 'text' ? entry.text.id : entry.template.id}
            id={`${id}-${line}`}
            role="option"
            aria-selected={line === at}
            ref={line === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onPointerMove={() => {
              if (line !== at) onPoint(line);
            }}
            onPointerDown={(event) => {
              event.preventDefault();
              onTake(entry);
            }}
          >
            {entry.kind === 'text' ? (
              <>
                <span className="canned-key trunc">
                  /<Marked text={entry.text.shortcut} part={query} />
                </span>
                <p className="trunc">
                  <b>{entry.text.title}</b> — <span dir="auto">{entry.text.text}</span>
                </p>
              </>
            ) : (
              <>
                <span className="canned-key trunc">
                  <Icon name="cards" size="s" /> {t('desk:canned.template')}
                </span>
                <p className="trunc">
                  <b dir="auto">
                    <Marked text={entry.template.name} part={query} />
                  </b>
                </p>
              </>
            )}
            {line === at ? <Kbd>↵</Kbd> : <span />}
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="canned-none">{t('desk:canned.none')}</p>
      ) : (
        <div className="canned-foot">
          <span>
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('desk:canned.choose')}
          </span>
          <span>
            <Kbd>↵</Kbd> {t('desk:canned.insert')}
          </span>
          <span>
            <Kbd>Esc</Kbd> {t('desk:canned.close')}
          </span>
        </div>
      )}
    </div>
  );
}

function Marked({ text, part }: { text: string; part: string }) {
  const at = part ? text.toLocaleLowerCase().indexOf(part.toLocaleLowerCase()) : -1;
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  );
}
