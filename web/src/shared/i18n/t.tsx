import { Fragment, useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Texts } from './namespaces';

type Plain<K extends string> = K extends `${infer Base}_zero` | `${infer Base}_one` | `${infer Base}_two` | `${infer Base}_few` | `${infer Base}_many` | `${infer Base}_other` ? Base : K;
type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? Plain<K> : `${K}.${Leaf<T[K]>}` }[keyof T & string];
type Prefixed<N extends keyof Texts> = `${N}:${Leaf<Texts[N]>}`;

/** A text's name: `signIn.title` of the common texts, or `desk:offer.accept` of an area. Unknown names do not compile. */
export type TextKey = Leaf<Texts['common']> | { [N in keyof Texts]: Prefixed<N> }[keyof Texts];

/** Gives a text in the present language; `values` fill `{{placeholders}}`, `count` chooses the plural. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

/** The texts in the present language; renders anew when the language changes. */
export const useT = (): Translate => {
  const { t } = useTranslation();
  return useCallback((key, values) => t(key, values ?? {}), [t]);
};

/** The code of the present language, for formats of times and numbers. */
export const useLanguage = (): string => useTranslation().i18n.language;

/** A text with `<b>…</b>` in it, made bold; nothing else is markup. */
export function Rich({ text }: { text: string }): ReactNode {
  return text.split(/(<b>.*?<\/b>)/u).map((piece, at) => {
    const bold = /^<b>(.*)<\/b>$/u.exec(piece);
    // A text's pieces never move.
    return <Fragment key={at}>{bold ? <b className="m">{bold[1]}</b> : piece}</Fragment>;
  });
}
