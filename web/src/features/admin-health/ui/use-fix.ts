import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '@/shared/api/error-words';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';
import { keepHealth } from '../api/health';

/** Something that is asked of the server and answered with an account's health. `busy` while it is under way. */
export const useAsk = () => {
  const t = useT();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const ask = async (what: () => Promise<ChannelHealth>) => {
    setBusy(true);
    try {
      const health = await what();
      keepHealth(queries, health);
      await queries.invalidateQueries({ queryKey: ['admin', 'accounts'] });
      return health;
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, ask };
};
