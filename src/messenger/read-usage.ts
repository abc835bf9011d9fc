/** How much of what Meta allows the page and the app is used up. */
export type Usage = {
  /** Of the hour's allowance; the worst of all that Meta counts. */
  readonly percent: number;
  /** Meta takes nothing for that long; 0: it does not say so. */
  readonly regainMs: number;
};

const MINUTE_MS = 60_000;
const parts = ['call_count', 'total_time', 'total_cputime'] as const;

/** Reads what Meta says of it beside each answer. @returns undefined where it says nothing that can be read */
export function readUsage(headers: Readonly<Record<string, unknown>>): Usage | undefined {
  const said = [
    ...usagesIn(jsonOf(headers['x-app-usage'])),
    ...usagesIn(jsonOf(headers['x-page-usage'])),
    ...Object.values(asObject(jsonOf(headers['x-business-use-case-usage']))).flatMap((list) =>
      Array.isArray(list) ? list.flatMap(usagesIn) : [],
    ),
  ];
  if (said.length === 0) return undefined;
  return {
    percent: Math.max(...said.map(({ percent }) => percent)),
    regainMs: Math.max(...said.map(({ regainMs }) => regainMs)),
  };
}

function usagesIn(value: unknown): Usage[] {
  const fields = asObject(value);
  const used = parts.map((part) => amount(fields[part])).filter((share) => share !== undefined);
  const minutes = amount(fields.estimated_time_to_regain_access) ?? 0;
  if (used.length === 0 && minutes === 0) return [];
  return [{ percent: Math.max(0, ...used), regainMs: minutes * MINUTE_MS }];
}

/** Numbers may come as text. */
function amount(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) && read >= 0 ? read : undefined;
}

function jsonOf(header: unknown): unknown {
  try {
    return typeof header === 'string' ? JSON.parse(header) : undefined;
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
