import { TextArea, TextField } from '../../../ui/field/field';

interface LimitedProps {
  label: string;
  value: string;
  /** Characters that fit. */
  most: number;
  error: string | undefined;
  hint?: string;
  optional?: string | undefined;
  onText: (text: string) => void;
  autoFocus?: boolean;
}

/** How much of a limit is used; read to nobody until it is exceeded, when the error says it. */
function Counter({ length, most }: { length: number; most: number }) {
  return (
    <span className={`meta num${length > most ? ' t-danger' : ''}`} aria-hidden="true">
      {length}/{most}
    </span>
  );
}

const frame = ({ label, value, most, error, hint, optional, onText }: LimitedProps) => ({
  label,
  value,
  error,
  hint,
  optional,
  aside: <Counter length={value.length} most={most} />,
  onChange: (event: { target: { value: string } }) => onText(event.target.value),
});

/** One line with its limit. */
export function LimitedField(props: LimitedProps) {
  return <TextField {...frame(props)} data-autofocus={props.autoFocus || undefined} />;
}

/** Several lines with their limit. */
export function LimitedArea(props: LimitedProps) {
  return <TextArea {...frame(props)} data-autofocus={props.autoFocus || undefined} />;
}
