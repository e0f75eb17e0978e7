import type { Button, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { SelectField, TextField } from '../../../ui/field/field';
import { emptyButton } from '../../model/kinds';
import type { Say } from '../problem-words';
import { LimitedField } from './limited';
import { ListFields } from './list-fields';

interface ButtonsFieldsProps {
  /** What stands before `buttons[…]` in the path of a field. */
  path: string;
  buttons: readonly Button[];
  /** What a button can do here; absent: everything. */
  actions?: readonly Button['does'][];
  limits: RichLimits;
  say: Say;
  onChange: (buttons: Button[]) => void;
}

const ACTIONS = ['postback', 'link', 'call'] as const;

const turned = (title: string, does: Button['does']): Button => {
  switch (does) {
    case 'link':
      return { title, does, url: '' };
    case 'call':
      return { title, does, number: '' };
    case 'postback':
      return { title, does, payload: '' };
  }
};

/** Buttons below a text or a card. */
export function ButtonsFields({ path, buttons, actions = ACTIONS, limits, say, onChange }: ButtonsFieldsProps) {
  const t = useT();
  return (
    <ListFields
      items={buttons}
      most={limits.buttons_max}
      nameOf={(at) => t('rich:field.button', { number: at + 1 })}
      add={t('rich:add.button')}
      blank={emptyButton}
      error={say(`${path}buttons`)}
      onChange={onChange}
      draw={(button, at, change) => (
        <>
          <div className="rich-pair">
            <LimitedField label={t('rich:field.label')} value={button.title} most={limits.button_title} error={say(`${path}buttons[${at}].title`)} onText={(title) => change({ ...button, title })} />
            <SelectField label={t('rich:field.does')} value={button.does} onChange={(event) => change(turned(button.title, actions.find((each) => each === event.target.value) ?? 'postback'))}>
              {actions.map((action) => (
                <option key={action} value={action}>
                  {t(`rich:does.${action}`)}
                </option>
              ))}
            </SelectField>
          </div>
          {button.does === 'link' && (
            <TextField label={t('rich:field.url')} type="url" dir="ltr" value={button.url} error={say(`${path}buttons[${at}].url`)} onChange={(event) => change({ ...button, url: event.target.value })} />
          )}
          {button.does === 'call' && (
            <TextField
              label={t('rich:field.number')}
              hint={t('rich:field.numberHint')}
              type="tel"
              dir="ltr"
              value={button.number}
              error={say(`${path}buttons[${at}].number`)}
              onChange={(event) => change({ ...button, number: event.target.value })}
            />
          )}
        </>
      )}
    />
  );
}
