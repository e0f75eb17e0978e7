import { useState } from 'react';
import { toast } from '@/shared/ui/toast/toasts';
import { SimulatorError } from './client';

const words = (error: unknown): string => (error instanceof SimulatorError ? error.message : 'Something went wrong on this page.');

/** Runs an action; a refusal becomes a notice. Returns whether it worked. */
export const attempt = async (action: () => Promise<unknown>): Promise<boolean> => {
  try {
    await action();
    return true;
  } catch (error) {
    toast(words(error), { icon: 'alert' });
    return false;
  }
};

/** An action of a form: busy while it runs, its refusal in words beside the button. */
export const useAction = () => {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const run = async (action: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      setRefusal(words(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, run };
};
