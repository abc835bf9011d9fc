import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { z } from 'zod';
import {
  accountView,
  casePage,
  caseRow,
  caseView,
  problem,
  transcript,
  transcriptItem,
} from '../../../src/console/contract';
import {
  flowFindings,
  flowList,
  flowText,
  flowView,
  publishPlan,
  tryAnswer,
} from '../../../src/console/flow-contract';
import { publishFlows, readFlowFolder } from '../../../src/publish-flows';
import { type OpenConsole, openConsole } from './open-console';
import { noon, password } from './world';

/** One request and what must come of it. `response` and `stored` are subsets; `lacks` must not appear anywhere. */
type Step = {
  as?: string;
  ask: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds that pass before it. */
  after?: number;
  status: number;
  response?: object;
  has?: string[];
  lacks?: string[];
  responseHeaders?: Record<string, string>;
  /** The case as it then is in the store. */
  stored?: { case: string; is: object; lacks?: string[] };
  woken?: string[];
};
type Scenario = { title: string; steps: Step[] };

const tables = readdirSync(__dirname).filter((name) => name.endsWith('.json'));

describe.each(tables)('%s', (name) => {
  const scenarios = JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as Scenario[];
  let console: OpenConsole;
  beforeEach(async () => {
    console = await openConsole();
    if (name === 'flows.json')
      await publishFlows(console.deps, readFlowFolder(join(__dirname, '../../../flows')), 'missing');
  });
  afterEach(() => console.close());

  it.each(scenarios)('$title', async ({ steps }) => {
    const cookies = new Map<string, string>();
    for (const step of steps) {
      if (step.as && !cookies.has(step.as)) cookies.set(step.as, await console.signedIn(step.as));
      await take(console, step, cookies);
    }
  });
});

function flowAnswer(method: string, path: string) {
  if (path.endsWith('/check')) return flowFindings;
  if (path.endsWith('/try')) return tryAnswer;
  if (path.endsWith('/plan')) return publishPlan;
  if (path.includes('/versions/')) return flowText;
  const isOne = method === 'GET' ? path !== '/api/flows' : path.endsWith('/draft');
  return isOne ? flowView : flowList;
}

/** Whatever comes back is what the browser is told to expect, with nothing beside it. */
function checkContract(
  method: string,
  path: string,
  { status, body }: Pick<Response, 'status' | 'body'>,
): void {
  if (status === 204) return;
  const schema =
    status >= 400
      ? problem
      : path.startsWith('/api/flows')
        ? flowAnswer(method, path)
        : path === '/api/cases/search'
          ? casePage.extend({ cases: z.array(caseRow.strict()) })
          : path.endsWith('/transcript')
            ? transcript.extend({ items: z.array(transcriptItem.strict()) })
            : path.startsWith('/api/cases/')
              ? caseView
              : accountView;
  expect({ method, path, issues: schema.strict().safeParse(body).error?.issues }).toEqual({ method, path });
}

async function take(console: OpenConsole, step: Step, cookies: Map<string, string>): Promise<void> {
  console.time.now += step.after ?? 0;
  const [method, path] = step.ask.split(' ');
  const test = console.ask(method === 'POST' ? 'post' : 'get', path ?? '', cookies.get(step.as ?? ''));
  for (const [header, value] of Object.entries(step.headers ?? {})) {
    if (value === '') test.unset(header);
    else test.set(header, value);
  }
  const body = JSON.stringify(step.body)
    ?.replaceAll('{password}', password)
    .replaceAll('"{noon}"', String(noon));
  if (body && !step.headers?.['Content-Type']) test.set('Content-Type', 'application/json');
  const response = await test.send(body);

  expect({ ask: step.ask, status: response.status, text: response.text }).toEqual({
    ask: step.ask,
    status: step.status,
    text: response.text,
  });
  checkContract(method ?? '', path ?? '', response);
  if (step.response) expect(response.body).toMatchObject(step.response);
  for (const words of step.has ?? []) expect(response.text).toContain(words);
  for (const words of step.lacks ?? []) expect(response.text).not.toContain(words);
  for (const [header, value] of Object.entries(step.responseHeaders ?? {})) {
    expect({ [header]: response.get(header) }).toEqual({ [header]: value });
  }
  if (step.stored) {
    const stored = (await console.deps.cases.get(step.stored.case))?.doc;
    expect(stored).toMatchObject(step.stored.is);
    for (const words of step.stored.lacks ?? []) expect(JSON.stringify(stored)).not.toContain(words);
  }
  if (step.woken) expect(console.woken).toEqual(step.woken);
}
