import { useId, useState, type KeyboardEvent } from 'react';
import { keysOf, offeredActions, type Action } from '@/shared/actions/actions';
import { useT } from '@/shared/i18n/t';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { Kbd } from '@/shared/ui/kbd/kbd';
import { findCommands } from '../model/find';
import './commands.css';

/** Everything that can be done now, found by words: this chat first, then places. */
export function CommandBar({ onClose }: { onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [actions] = useState(offeredActions);
  const groups = findCommands(actions, query);
  const flat = groups.flatMap((group) => group.actions);
  const chosen = flat[Math.min(at, flat.length - 1)];
  const run = (action: Action | undefined) => {
    if (!action) return;
    onClose();
    // After the dialog has given the focus back.
    requestAnimationFrame(action.perform);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && flat.length > 0) setAt((Math.min(at, flat.length - 1) + step + flat.length) % flat.length);
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('desk:commands.title')} onClose={onClose} size="l">
      <SearchField
        label={t('desk:commands.find')}
        placeholder={t('desk:commands.find')}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="commands" role="listbox" id={`${id}-list`} aria-label={t('desk:commands.title')}>
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className="menu-heading" aria-hidden="true">
              {group.name}
            </div>
            {group.actions.map((action) => (
              <div
                key={action.id}
                id={`${id}-${action.id}`}
                role="option"
                aria-selected={action === chosen}
                className="command"
                ref={action === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                onPointerMove={() => {
                  if (action !== chosen) setAt(flat.indexOf(action));
                }}
                onClick={() => run(action)}
              >
                {action.icon ? <Icon name={action.icon} /> : <span className="command-space" />}
                {action.name}
                <span className="sp" />
                {action.keys && <Kbd>{keysOf(action)}</Kbd>}
              </div>
            ))}
          </div>
        ))}
        {flat.length === 0 && <p className="dim command">{t('desk:commands.none')}</p>}
      </div>
    </Dialog>
  );
}
