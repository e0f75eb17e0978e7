import { useState } from 'react';
import { IS_MAC, offeredActions, type Action } from '@/shared/actions/actions';
import { chordCaps } from '@/shared/actions/chord';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { Kbd } from '@/shared/ui/kbd/kbd';
import './commands.css';

/** Keys that belong to a field or a list, and are no actions of their own. */
const LOCAL: readonly [keys: string[], name: TextKey][] = [
  [['Enter'], 'desk:keys.send'],
  [['Shift+Enter'], 'desk:keys.line'],
  [['Slash'], 'desk:keys.canned'],
  [['ArrowUp'], 'desk:keys.lastOwn'],
  [['Digit1', 'Digit9'], 'desk:keys.disposition'],
  [['Ctrl+KeyF'], 'desk:keys.find'],
];

const byGroup = (actions: readonly Action[]): [string, Action[]][] => {
  const groups = new Map<string, Action[]>();
  for (const action of actions) if (action.keys && !/Digit\d$/.test(action.keys)) groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  return [...groups];
};

function Caps({ keys }: { keys: string }) {
  return chordCaps(keys, IS_MAC).map((cap) => <Kbd key={cap}>{cap}</Kbd>);
}

/** All keys that work now; can be printed. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [groups] = useState(() => byGroup(offeredActions()));
  return (
    <Dialog
      title={t('desk:keys.title')}
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => window.print()}>{t('desk:keys.print')}</Button>
          <Button variant="primary" data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <div className="keys">
        {groups.map(([name, actions]) => (
          <section key={name}>
            <h3 className="menu-heading">{name}</h3>
            <dl>
              {actions.map((action) => (
                <div key={action.id}>
                  <dt>{action.name}</dt>
                  <dd>
                    <Caps keys={action.keys ?? ''} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className="menu-heading">{t('desk:keys.writing')}</h3>
          <dl>
            {LOCAL.map(([keys, name]) => (
              <div key={name}>
                <dt>{t(name)}</dt>
                <dd>
                  {keys.map((each, at) => (
                    <span key={each}>
                      {at > 0 && ' – '}
                      <Caps keys={each} />
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
