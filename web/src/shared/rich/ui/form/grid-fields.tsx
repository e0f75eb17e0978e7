import type { Grid, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { Checkbox } from '../../../ui/field/check';
import { TextField } from '../../../ui/field/field';
import { emptyPicture } from '../../model/kinds';
import type { Say } from '../problem-words';
import { ButtonsFields } from './buttons-fields';
import { LimitedField } from './limited';
import { ListFields } from './list-fields';
import { PictureField } from './picture-field';

interface GridFieldsProps {
  grid: Grid;
  limits: RichLimits;
  say: Say;
  onChange: (grid: Grid) => void;
}

/** Pictures in a grid, with words and buttons below. */
export function GridFields({ grid, limits, say, onChange }: GridFieldsProps) {
  const t = useT();
  const optional = t('form.optional');
  return (
    <div className="rich-form">
      <ListFields
        items={grid.pictures}
        most={limits.grid?.pictures ?? 0}
        nameOf={(at) => t('rich:field.picture', { number: at + 1 })}
        add={t('rich:add.picture')}
        blank={emptyPicture}
        error={say('pictures')}
        onChange={(pictures) => onChange({ ...grid, pictures })}
        draw={(picture, at, change) => (
          <>
            <PictureField needed value={picture.image_url} error={say(`pictures[${at}].image_url`)} onChange={(image_url) => change({ ...picture, image_url })} />
            <TextField label={t('rich:field.pictureLink')} optional={optional} type="url" dir="ltr" value={picture.link ?? ''} error={say(`pictures[${at}].link`)} onChange={(event) => change({ ...picture, link: event.target.value })} />
            <Checkbox
              label={t('rich:field.large')}
              checked={picture.large ?? false}
              // At most one is large: choosing another takes it from the first.
              onChange={(event) => onChange({ ...grid, pictures: grid.pictures.map((each, place) => ({ ...each, large: place === at && event.target.checked })) })}
            />
          </>
        )}
      />
      <LimitedField label={t('rich:field.title')} optional={optional} value={grid.title ?? ''} most={limits.grid?.title ?? 0} error={say('title')} onText={(title) => onChange({ ...grid, title })} />
      <LimitedField label={t('rich:field.subtitle')} optional={optional} value={grid.subtitle ?? ''} most={limits.grid?.subtitle ?? 0} error={say('subtitle')} onText={(subtitle) => onChange({ ...grid, subtitle })} />
      <ButtonsFields path="" actions={['postback', 'link']} buttons={grid.buttons ?? []} limits={limits} say={say} onChange={(buttons) => onChange({ ...grid, buttons })} />
    </div>
  );
}
