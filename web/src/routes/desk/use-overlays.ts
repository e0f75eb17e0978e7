import { useEffect, useState } from 'react';
import { loadChunk } from '@/shared/lib/load-chunk';
import { whenIdle } from '@/shared/lib/when-idle';

const loadOverlays = () => loadChunk(() => import('@/features/commands/ui/overlays'));

type Overlays = Awaited<ReturnType<typeof loadOverlays>>;

/**
 * Command bar and list of keys: not part of the first screen, but there before the first key is pressed, whatever the
 * connection does then. Not by `lazy`, which draws late also what has long been loaded: the keys pressed right after
 * Ctrl K belong to the command bar.
 */
export const useOverlays = (wanted: boolean): Overlays | undefined => {
  const [overlays, setOverlays] = useState<Overlays>();
  const missing = overlays === undefined;
  useEffect(() => {
    if (!missing) return;
    const load = () => void loadOverlays().then(setOverlays, () => undefined);
    if (!wanted) return whenIdle(load);
    load();
    return undefined;
  }, [missing, wanted]);
  return overlays;
};
