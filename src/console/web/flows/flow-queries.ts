import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  flowList,
  flowText,
  flowView,
  type FlowList,
  type FlowView,
  type InFlightChoice,
  type PublishItem,
} from '../../flow-contract';
import { get, post } from '../server/browser';
import { keys } from '../server/keys';

const addressOf = (name: string): string => `/api/flows/${encodeURIComponent(name)}`;

export const useFlowList = () =>
  useQuery({ queryKey: keys.flows, queryFn: ({ signal }) => get('/api/flows', flowList, signal) });

export const useFlow = (name: string) =>
  useQuery({
    queryKey: keys.flow(name),
    queryFn: ({ signal }) => get(addressOf(name), flowView, signal),
    // What is being written must not change under the writer's hands.
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });

/** As it stands on the server now, past any cache. */
export const loadFlow = (name: string): Promise<FlowView> => get(addressOf(name), flowView);

export const useVersionText = (name: string, number: number | undefined) =>
  useQuery({
    queryKey: [...keys.flow(name), 'version', number],
    queryFn: ({ signal }) => get(`${addressOf(name)}/versions/${number}`, flowText, signal),
    enabled: number !== undefined,
    staleTime: Infinity,
  });

type Draft = { readonly text: string; readonly rev: number; readonly base: number };

export const saveDraft = (name: string, draft: Draft): Promise<FlowView> =>
  post(`${addressOf(name)}/draft`, draft, flowView);

export function useSaveDraft(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => saveDraft(name, draft),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.flows, exact: true });
    },
  });
}

export function useDiscard(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rev: number) => post(`${addressOf(name)}/discard`, { rev }, flowList),
    onSuccess: (list) => {
      client.setQueryData<FlowList>(keys.flows, list);
    },
  });
}

export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: {
      readonly items: readonly PublishItem[];
      readonly how: InFlightChoice;
      readonly release: number;
    }) => post('/api/flows/publish', request, flowList),
    onSuccess: (list) => client.setQueryData<FlowList>(keys.flows, list),
  });
}
