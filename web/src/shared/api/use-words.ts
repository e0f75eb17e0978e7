import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '@/shared/i18n/t';
import { sentencesQuery } from '@/shared/api/sentences';
import { inWords } from '@/shared/lib/sentence';

/** Says the server's sentences in the present language; in English until the translations are there. */
export const useWords = (): ((said: Parameters<typeof inWords>[1]) => ReturnType<typeof inWords>) => {
  const { data } = useQuery(sentencesQuery(useLanguage().slice(0, 2)));
  return useCallback((said) => inWords(data ?? {}, said), [data]);
};
