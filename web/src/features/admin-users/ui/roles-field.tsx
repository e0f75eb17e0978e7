import type { Role } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Checkbox } from '@/shared/ui/field/check';
import { Icon } from '@/shared/ui/icon/icon';
import { ROLES } from '../model/draft';

interface RolesFieldProps {
  label: string;
  value: readonly Role[];
  error: string | undefined;
  changed: boolean;
  onChange: (roles: Role[]) => void;
}

/** What a user may do: any of the roles, each with what it allows. */
export function RolesField({ label, value, error, changed, onChange }: RolesFieldProps) {
  const t = useT();
  return (
    <fieldset className={changed ? 'picks picks-changed' : 'picks'}>
      <legend className="vh">{label}</legend>
      <div className="picks-list">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={t(`admin-people:role.${role}`)}
            hint={t(`admin-people:role.${role}Text`)}
            checked={value.includes(role)}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onChange(ROLES.filter((each) => (each === role ? event.target.checked : value.includes(each))))}
          />
        ))}
      </div>
      {error && (
        <span className="field-error">
          <Icon name="alert" size="s" />
          {error}
        </span>
      )}
    </fieldset>
  );
}
