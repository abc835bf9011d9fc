import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { accountKey } from '../server/account';
import type { LiveState } from './live-state';
import { openLive } from './open-live';
import { pickReloads, type Reloads } from './pick-reloads';

const deps = {
  connect: () => new EventSource('/api/live'),
  later: (ms: number, run: () => void) => {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
};

/** Keeps what is on the screen as fresh as the server's notices, while the page is open and not `paused`. */
export function useLive(paused: boolean, onOpened: (opened: Reloads['opened']) => void): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const told = useRef(onOpened);
  useEffect(() => {
    told.current = onOpened;
  });
  const wasPaused = useRef(false);
  useEffect(() => {
    if (paused) {
      wasPaused.current = true;
      return undefined;
    }
    const refresh = (): void => void client.invalidateQueries();
    if (wasPaused.current) refresh();
    return openLive(deps, {
      state: (next) => {
        setState(next);
        // The stream does not say why it broke; if the sign-in ended, this question finds out.
        if (next === 'lost') void client.invalidateQueries({ queryKey: accountKey });
      },
      notices: (notices) => {
        const reloads = pickReloads(notices);
        for (const queryKey of reloads.keys) void client.invalidateQueries({ queryKey });
        if (reloads.opened.length > 0) told.current(reloads.opened);
      },
      back: refresh,
    });
  }, [client, paused]);
  return state;
}
