import type { Card, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { TextField } from '../../../ui/field/field';
import { emptyCard } from '../../model/kinds';
import type { Say } from '../problem-words';
import { ButtonsFields } from './buttons-fields';
import { LimitedField } from './limited';
import { ListFields } from './list-fields';
import { PictureField } from './picture-field';

interface CardsFieldsProps {
  cards: readonly Card[];
  limits: RichLimits;
  say: Say;
  onChange: (cards: Card[]) => void;
}

/** Cards side by side. */
export function CardsFields({ cards, limits, say, onChange }: CardsFieldsProps) {
  const t = useT();
  const optional = t('form.optional');
  return (
    <ListFields
      items={cards}
      most={limits.carousel?.cards ?? 0}
      nameOf={(at) => t('rich:field.card', { number: at + 1 })}
      add={t('rich:add.card')}
      blank={emptyCard}
      error={say('cards')}
      onChange={onChange}
      draw={(card, at, change) => {
        const path = `cards[${at}].`;
        return (
          <>
            <LimitedField label={t('rich:field.title')} value={card.title} most={limits.carousel?.title ?? 0} error={say(`${path}title`)} onText={(title) => change({ ...card, title })} />
            <LimitedField label={t('rich:field.subtitle')} value={card.subtitle ?? ''} most={limits.carousel?.subtitle ?? 0} error={say(`${path}subtitle`)} onText={(subtitle) => change({ ...card, subtitle })} />
            <PictureField value={card.image_url ?? ''} error={say(`${path}image_url`)} onChange={(image_url) => change({ ...card, image_url })} />
            <TextField label={t('rich:field.link')} optional={optional} type="url" dir="ltr" value={card.link ?? ''} error={say(`${path}link`)} onChange={(event) => change({ ...card, link: event.target.value })} />
            <ButtonsFields path={path} buttons={card.buttons ?? []} limits={limits} say={say} onChange={(buttons) => change({ ...card, buttons })} />
          </>
        );
      }}
    />
  );
}
