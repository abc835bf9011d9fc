import type { Flow } from '../../src/conversation/flow';
import type { FlowBook } from '../../src/conversation/flow-book';
import { openLiveBook, type LiveBook } from '../../src/publishing/live-book';
import { loadFlowBook } from '../../src/publishing/load-book';
import { makeRelease, newestRelease } from '../../src/publishing/release';
import { spreadReleases } from '../../src/publishing/spread-releases';
import { countInFlight } from '../../src/publishing/count-in-flight';
import { publishFlows, readFlowFolder } from '../../src/publish-flows';
import type { InFlight } from '../../src/store/flows';
import { openShell, type Shell } from '../support/open-shell';

const folder = `${__dirname}/../../flows`;

describe('a new version under a conversation that waits for an answer', () => {
  let shell: Shell;
  let live: LiveBook;
  let looks: (() => void)[];

  beforeEach(async () => {
    shell = await openShell();
    await publishFlows({ ...shell.store, clock: shell.clock }, readFlowFolder(folder), 'missing');
    looks = [];
    live = await openBook();
    Object.assign(shell.turnDeps, { book: live.bookFor });
  });
  afterEach(async () => {
    await live.close();
    await shell.close();
  });

  const openBook = async (): Promise<LiveBook> =>
    openLiveBook(
      {
        ...shell.store,
        later: (_ms, run) => {
          looks.push(run);
          return () => undefined;
        },
        log: { info: () => undefined, error: (_fields, message) => fail(message) },
      },
      await loadFlowBook(shell.store),
    );

  const publishing = () => ({ ...shell.store, clock: shell.clock });
  const book = (): FlowBook => live.current();

  /** Publishes a flow with a change, as another process would. */
  async function publish(name: string, how: InFlight, change: (flow: Flow) => Flow): Promise<void> {
    const flow = book().current.get(name)?.flow;
    if (!flow) throw new Error(`no flow ${name}`);
    const before = await newestRelease(publishing());
    const made = await makeRelease(publishing(), [{ name, text: '', body: change(flow) }], { before, how });
    expect(made).not.toBe('overtaken');
    await spreadReleases({ ...publishing(), queue: shell.turnDeps.queue, later: () => () => undefined });
    await shell.work();
  }

  const withText = (id: string, text: string) => (flow: Flow) => ({
    ...flow,
    steps: flow.steps.map((step) => (step.id === id ? ({ ...step, text } as typeof step) : step)),
  });

  /** At the second question of a phản ánh. */
  async function begin(): Promise<void> {
    for (const words of ['xin chào', 'đồng ý', 'gửi phản ánh', 'Trạm phát sóng kêu rất to suốt đêm.'])
      await shell.hear(words);
    expect(await at()).toEqual(['phan-anh@1/noi-xay-ra']);
  }
  const at = async (): Promise<string[]> =>
    (await shell.conversation()).state.frames.map(({ flow, version, step }) => `${flow}@${version}/${step}`);
  const answers = async (): Promise<string> => JSON.stringify((await shell.conversation()).state.answers);

  it('drain: goes on by its own version', async () => {
    await begin();
    const before = shell.calls.length;
    await publish('phan-anh', 'drain', withText('noi-xay-ra', 'Ở đâu ạ?'));
    expect(shell.calls.length).toBe(before);
    await shell.hear('Tổ 5, phường Gia Viên.');
    expect(await at()).toEqual([expect.stringMatching(/^phan-anh@1\//)]);
  });

  it('move: goes over, is asked the changed question again, and loses nothing', async () => {
    await begin();
    await publish('phan-anh', 'move', withText('noi-xay-ra', 'Việc đó ở nơi nào?'));
    expect(await at()).toEqual(['phan-anh@2/noi-xay-ra']);
    const said = shell.calls.slice(-2).map(({ body }) => JSON.stringify(body));
    expect(said[0]).toContain('vừa được cập nhật');
    expect(said[1]).toContain('Việc đó ở nơi nào?');
    expect(await answers()).toContain('Trạm phát sóng kêu rất to');
    await shell.hear('Tổ 5, phường Gia Viên.');
    expect(await at()).toEqual([expect.stringMatching(/^phan-anh@2\//)]);
  });

  it('move: says nothing where the open question is the same', async () => {
    await begin();
    const before = shell.calls.length;
    await publish('phan-anh', 'move', withText('thoi-gian', 'Khi nào ạ?'));
    expect(await at()).toEqual(['phan-anh@2/noi-xay-ra']);
    expect(shell.calls.length).toBe(before);
  });

  it('move: stays where the step is gone', async () => {
    await begin();
    await publish('phan-anh', 'move', (flow) => ({
      ...flow,
      steps: flow.steps.map((step) => (step.id === 'noi-xay-ra' ? { ...step, id: 'noi-khac' } : step)),
    }));
    expect(await at()).toEqual(['phan-anh@1/noi-xay-ra']);
  });

  it('restart: begins again with a polite sentence, and passes what was answered', async () => {
    await begin();
    await publish('phan-anh', 'restart', withText('noi-xay-ra', 'Việc đó ở nơi nào?'));
    expect(await at()).toEqual(['phan-anh@2/noi-xay-ra']);
    // With what the flow says at its beginning in between.
    const said = shell.calls.slice(-3).map(({ body }) => JSON.stringify(body));
    expect(said[0]).toContain('xin phép bắt đầu lại');
    expect(said[2]).toContain('Việc đó ở nơi nào?');
    expect(await answers()).toContain('Trạm phát sóng kêu rất to');
    // The flow itself passes what was told before, so the question before this one is the menu.
    await shell.hear('quay lại');
    expect(await at()).toEqual(['chinh@1/menu']);
  });

  it.each(['move', 'restart'] as const)('%s: is one event, however often it is told', async (how) => {
    await begin();
    await publish('phan-anh', how, withText('noi-xay-ra', 'Việc đó ở nơi nào?'));
    const before = shell.calls.length;
    const deps = { ...publishing(), queue: shell.turnDeps.queue, later: () => () => undefined };
    await spreadReleases(deps);
    await shell.pass(10_000);
    await spreadReleases(deps);
    await shell.work();
    expect(shell.calls.length).toBe(before);
    expect((await newestRelease(publishing()))?.spread).toBe(true);
  });

  it('leaves whoever was silent for too long to his own version', async () => {
    await begin();
    await shell.pass(24 * 3_600_000);
    await publish('phan-anh', 'restart', withText('noi-xay-ra', 'Việc đó ở nơi nào?'));
    expect(await at()).toEqual(['phan-anh@1/noi-xay-ra']);
  });

  it('a worker that has not looked yet loads the version that a conversation began on elsewhere', async () => {
    await publish('chinh', 'drain', (flow) => flow);
    const other = await openBook();
    Object.assign(shell.turnDeps, { book: other.bookFor });
    await shell.hear('xin chào');
    expect(await at()).toEqual([expect.stringMatching(/^chinh@2\//)]);
    Object.assign(shell.turnDeps, { book: live.bookFor });
    expect(live.current().current.get('chinh')?.number).toBe(1);
    await shell.hear('đồng ý');
    expect(await at()).toEqual([expect.stringMatching(/^chinh@2\//)]);
    expect(live.current().current.get('chinh')?.number).toBe(2);
    await other.close();
  });

  it('a process learns of it by itself, and a turn keeps the book that it has', async () => {
    const before = live.current();
    await publish('chinh', 'drain', withText('loi-chao', 'Xin chào lần nữa.'));
    expect(live.current()).toBe(before);
    looks.splice(0).forEach((look) => look());
    await live.refresh();
    expect(live.current().current.get('chinh')?.number).toBe(2);
    expect(before.current.get('chinh')?.number).toBe(1);
  });

  it('is counted by step before it is published', async () => {
    await begin();
    const flow = book().current.get('phan-anh')?.flow;
    if (!flow) throw new Error('no flow');
    await publish('phan-anh', 'drain', withText('noi-xay-ra', 'Ở đâu ạ?'));
    await live.refresh();
    expect(await countInFlight(shell.store, book(), [{ id: 'phan-anh', number: 2 }])).toEqual([
      { flow: 'phan-anh', version: 1, step: 'noi-xay-ra', count: 1, fits: 1 },
    ]);
    expect(await countInFlight(shell.store, book(), [{ id: 'to-cao', number: 2 }])).toEqual([]);
  });

  it('two who publish at once: one is turned away, and nothing of his counts', async () => {
    const before = await newestRelease(publishing());
    const wanted = (name: string) => [{ name, text: '', body: book().current.get(name)?.flow }];
    const made = await Promise.all([
      makeRelease(publishing(), wanted('gop-y'), { before, how: 'drain' }),
      makeRelease(publishing(), wanted('dia-chi'), { before, how: 'drain' }),
    ]);
    expect(made.filter((each) => each === 'overtaken')).toHaveLength(1);
    const { book: now } = await loadFlowBook(shell.store);
    const numbers = ['gop-y', 'dia-chi'].map((name) => now.current.get(name)?.number);
    expect(numbers.sort()).toEqual([1, 2]);
  });
});
