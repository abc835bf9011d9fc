import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { flowFindings, type FindingView } from '../../flow-contract';
import { post } from '../server/browser';
import { keys } from '../server/keys';

const PAUSE_MS = 500;
const none: readonly FindingView[] = [];

/** What is wrong with a text, a moment after the writer has stopped typing. */
export function useFindings(
  name: string,
  text: string,
): { readonly findings: readonly FindingView[]; readonly isChecking: boolean } {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  const { data, isFetching } = useQuery({
    queryKey: [...keys.flow(name), 'check', settled],
    queryFn: ({ signal }) => post('/api/flows/check', { name, text: settled }, flowFindings, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return { findings: data?.findings ?? none, isChecking: isFetching || settled !== text };
}
