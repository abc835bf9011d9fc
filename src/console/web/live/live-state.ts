import { createContext, useContext } from 'react';

export type LiveState = 'connecting' | 'open' | 'lost';

const LiveStateContext = createContext<LiveState>('connecting');
export const LiveStateProvider = LiveStateContext.Provider;
export const useLiveState = (): LiveState => useContext(LiveStateContext);
