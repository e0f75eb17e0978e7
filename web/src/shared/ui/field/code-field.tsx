import { TextField } from './field';

interface CodeFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Recovery codes have letters: the keyboard must offer them. */
  recovery?: boolean;
  autoFocus?: boolean;
  value: string;
  onChange: (code: string) => void;
}

/** A code of an authenticator app; browsers and phones fill it in by themselves. */
export function CodeField({ recovery = false, value, onChange, ...frame }: CodeFieldProps) {
  return (
    <TextField
      {...frame}
      className="mono"
      dir="ltr"
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      maxLength={recovery ? 40 : 10}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
