import { TextField } from '../../ui/field/field';
import type { Place } from '../model/places';
import './place-fields.css';

interface PlaceFieldsProps {
  /** Heading of the group, read out. */
  label: string;
  places: readonly Place[];
  values: Readonly<Record<string, string>>;
  /** What is wrong, by the key of the place. */
  errors: Readonly<Record<string, string | undefined>>;
  hintOf?: (place: Place) => string | undefined;
  onChange: (values: Record<string, string>) => void;
}

/** One field for each place of a template. */
export function PlaceFields({ label, places, values, errors, hintOf, onChange }: PlaceFieldsProps) {
  return (
    <fieldset className="place-fields">
      <legend>{label}</legend>
      {places.map((place) => (
        <TextField
          key={place.key}
          label={place.name}
          hint={hintOf?.(place)}
          dir="auto"
          value={values[place.key] ?? ''}
          error={errors[place.key]}
          onChange={(event) => onChange({ ...values, [place.key]: event.target.value })}
        />
      ))}
    </fieldset>
  );
}
