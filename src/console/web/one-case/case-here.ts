import { createContext, useContext } from 'react';

const Context = createContext<string | undefined>(undefined);

/** Says to everything within which case is looked at. */
export const CaseHere = Context.Provider;
export const useCaseHere = (): string | undefined => useContext(Context);
