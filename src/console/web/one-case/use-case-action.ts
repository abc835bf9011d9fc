import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { systemClock } from '../../../clock';
import { caseView, type CaseActionRequest } from '../../contract';
import { useAccount } from '../server/account';
import { post } from '../server/browser';
import { keys } from '../server/keys';
import { newRequestId } from '../server/new-request-id';
import { isUncertain } from '../server/server-error';
import { forgetIntent, takeIntent, type Intent, type WantedAction } from './intent';

const deps = {
  storage: window.sessionStorage,
  newRequestId: () => newRequestId(window.crypto),
  now: systemClock.now,
};

/** Acts on a case. `run` says whether it was done; two calls at once are one. */
export function useCaseAction(caseId: string) {
  const client = useQueryClient();
  const place = { officer: useAccount().id, caseId };
  const busy = useRef(false);
  const last = useRef<Intent>(undefined);
  const settle = (type: WantedAction['type']): void => {
    last.current = undefined;
    forgetIntent(deps, place, type);
  };

  const mutation = useMutation({
    mutationFn: async (action: WantedAction) => {
      last.current = takeIntent(deps, place, action, last.current);
      const body: CaseActionRequest = { ...action, requestId: last.current.requestId };
      return post(`/api/cases/${encodeURIComponent(caseId)}/actions`, body, caseView);
    },
    onSuccess: (view, action) => {
      settle(action.type);
      client.setQueryData(keys.case(caseId), view);
    },
    onError: (error, action) => {
      // Refused is settled; without an answer the id is kept for the next try.
      if (!isUncertain(error)) settle(action.type);
      void client.invalidateQueries({ queryKey: keys.case(caseId) });
    },
    onSettled: () => {
      for (const queryKey of [keys.transcript(caseId), keys.lists, keys.counts]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });

  const run = async (action: WantedAction): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    try {
      await mutation.mutateAsync(action);
      return true;
    } catch {
      // Told by `error`.
      return false;
    } finally {
      busy.current = false;
    }
  };

  return { run, settle, error: mutation.error, isPending: mutation.isPending, reset: mutation.reset };
}
