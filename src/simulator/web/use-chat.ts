import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { chatReducer, startState, type ChatState } from './chat-state';
import { listen, loadState, loadThread, ServerProblem } from './server';

const typingMs = 20_000;

export type Chat = {
  readonly state: ChatState;
  readonly toast: string | undefined;
  readonly dismissToast: () => void;
  /** Runs a wish of the person; a failure becomes a toast. Answers whether it worked. */
  readonly wish: (work: () => Promise<unknown>) => Promise<boolean>;
};

/** Keeps the page in step with the simulator: loads what is open, then lives on events. */
export function useChat(open: readonly string[]): Chat {
  const [state, tell] = useReducer(chatReducer, startState);
  const [toast, setToast] = useState<string>();
  const openNow = useRef(open);
  openNow.current = open;
  const reload = useCallback(async (): Promise<void> => {
    tell({ type: 'state-loaded', state: await loadState() });
    for (const id of openNow.current) tell({ type: 'thread-loaded', id, thread: await loadThread(id) });
  }, []);

  const wish = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      setToast(error instanceof ServerProblem ? error.message : 'Có lỗi trên trang. Xin tải lại trang.');
      return false;
    }
  }, []);

  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    // After a cut line whatever happened meanwhile is fetched anew.
    const stop = listen({
      open: () => void reload().catch(() => tell({ type: 'lost' })),
      lost: () => tell({ type: 'lost' }),
      event(event) {
        tell(event);
        if (event.type === 'state')
          void loadState()
            .then((server) => tell({ type: 'state-loaded', state: server }))
            .catch(() => undefined);
        if (event.type !== 'typing') return;
        clearTimeout(timers.get(event.id));
        if (event.on)
          timers.set(
            event.id,
            setTimeout(() => tell({ type: 'typing', id: event.id, on: false }), typingMs),
          );
      },
    });
    return () => {
      stop();
      timers.forEach((timer) => clearTimeout(timer));
    };
  }, [reload]);

  const wanted = open.join(',');
  useEffect(() => {
    for (const id of wanted.split(',').filter((part) => part !== '')) {
      void wish(async () => tell({ type: 'thread-loaded', id, thread: await loadThread(id) }));
    }
  }, [wanted, wish]);

  useEffect(() => {
    if (toast === undefined) return;
    const timer = setTimeout(() => setToast(undefined), 6_000);
    return () => clearTimeout(timer);
  }, [toast]);

  return { state, toast, dismissToast: () => setToast(undefined), wish };
}
