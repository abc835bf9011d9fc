/** How often a property is tried, and with which numbers: `FUZZ_RUNS=20000 FUZZ_SEED=7 npx jest mangled`. */
export const fuzz = {
  seed: Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000),
  /** @param usual where nobody asks for another number */
  runs: (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual),
};
