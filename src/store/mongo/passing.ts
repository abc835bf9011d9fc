/**
 * For what a crash of the server may forget, because it does no harm: nobody waits until it is on the disk, which is
 * half of what a write costs.
 */
export const passing = { writeConcern: { w: 1, journal: false } } as const;
