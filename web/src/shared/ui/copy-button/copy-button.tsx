import { useEffect, useState } from 'react';
import { useT } from '../../i18n/t';
import { Button } from '../button/button';

interface CopyButtonProps {
  text: string;
  /** What is copied, for screen readers, e.g. "Callback URL". */
  what: string;
  size?: 's' | 'm';
  /** Another word than *Copy*. */
  word?: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, what, size = 'm', word: idle }: CopyButtonProps) {
  const t = useT();
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), 2000);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setResult('copied');
    } catch {
      setResult('refused');
    }
  };
  const word = result === 'copied' ? t('copy.done') : result === 'refused' ? t('copy.refused') : (idle ?? t('copy.copy'));
  return (
    <>
      <Button size={size} icon={result === 'copied' ? 'tick' : 'copy'} aria-label={`${word}: ${what}`} onClick={() => void copy()}>
        {word}
      </Button>
      <span className="vh" role="status">
        {result ? `${what}: ${word}` : ''}
      </span>
    </>
  );
}
