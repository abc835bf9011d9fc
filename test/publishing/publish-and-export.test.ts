import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeText } from '../../src/publishing/complete-text';
import { exportFlows } from '../../src/publishing/export-flows';
import { loadFlowBook } from '../../src/publishing/load-book';
import { FlowsRefused, publishFlows, publishMissing, readFlowFolder } from '../../src/publish-flows';
import { frozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

const shipped = join(__dirname, '../../flows');

describe('publishing what the files say', () => {
  const clock = frozenClock();
  let opened: TempStore;
  let folder: string;
  const deps = () => ({ ...opened.store, clock });

  beforeEach(async () => {
    opened = await tempStore({ clock });
    folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-flows-'));
    cpSync(shipped, folder, { recursive: true });
    await publishFlows(deps(), readFlowFolder(folder), 'missing');
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const edit = (file: string, from: string | RegExp, to: string): void => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };

  it('publishes nothing twice, and only what changed', async () => {
    expect(await publishFlows(deps(), readFlowFolder(folder), 'missing')).toEqual([]);
    edit('dia-chi.yaml', /^title: .*$/m, 'title: Nơi tiếp');
    expect(await publishFlows(deps(), readFlowFolder(folder), 'missing')).toEqual([]);
    expect(await publishFlows(deps(), readFlowFolder(folder), 'changed')).toEqual(['dia-chi@2']);
    expect((await loadFlowBook(deps())).book.current.get('dia-chi')?.flow.title).toBe('Nơi tiếp');
  });

  it('is as good as done where the files are what is published, and notices whatever is not', async () => {
    expect(await publishMissing(deps(), folder)).toEqual([]);
    // Read as YAML it would be refused: the text alone says that there is something new.
    edit('dia-chi.yaml', /^title: .*$/m, 'title: [');
    await expect(publishMissing(deps(), folder)).rejects.toThrow(FlowsRefused);
    cpSync(shipped, folder, { recursive: true });
    writeFileSync(
      join(folder, 'them.yaml'),
      'id: them\nversion: 1\ntitle: Thêm\nstart: noi\ncommands: [xem thêm]\nsteps:\n  - { id: noi, type: say, text: Chào. }\n',
    );
    expect(await publishMissing(deps(), folder)).toEqual(['them@1']);
    expect(await publishMissing(deps(), folder)).toEqual([]);
  });

  it('writes back what was published, comments and all, and records who did', async () => {
    expect(await exportFlows(deps(), folder, 'may-chu')).toEqual([]);
    edit('dia-chi.yaml', /^/, '# Dời trụ sở từ năm sau.\n');
    edit('dia-chi.yaml', /^title: .*$/m, 'title: Nơi tiếp');
    await publishFlows(deps(), readFlowFolder(folder), 'changed');
    const wanted = readFileSync(join(folder, 'dia-chi.yaml'), 'utf8');
    cpSync(shipped, folder, { recursive: true });
    clock.pass(1_000);
    expect(await exportFlows(deps(), folder, 'may-chu')).toEqual(['dia-chi.yaml']);
    expect(readFileSync(join(folder, 'dia-chi.yaml'), 'utf8')).toBe(wanted);
    const exports = await opened.store.flowExports.find({ where: {}, sort: ['at'], limit: 10 });
    expect(exports.map(({ doc }) => [doc.by, doc.release])).toEqual([
      ['may-chu', 1],
      ['may-chu', 2],
    ]);
  });

  it('lets what was published before there were releases count', async () => {
    const [release] = await opened.store.flowReleases.find({ where: {}, sort: ['number'], limit: 1 });
    await opened.store.flowReleases.delete(release?.doc.id ?? '');
    expect(await publishFlows(deps(), readFlowFolder(folder), 'missing')).toEqual([]);
    expect((await loadFlowBook(deps())).book.current.get('chinh')?.number).toBe(1);
  });

  it('adds sentences that a newer program needs to phrases that were published before it', async () => {
    const old = readFileSync(join(folder, 'phrases.yaml'), 'utf8').replace(/^flow-moved: .*\n/m, '');
    expect(old).not.toContain('flow-moved');
    const read = readFlowFolder(shipped);
    const { 'flow-moved': _, ...body } = read.phrases;
    const [release] = await opened.store.flowReleases.find({ where: {}, sort: ['number'], limit: 1 });
    const doc = (await opened.store.flows.get('!phrases@1'))?.doc;
    if (!doc || !release) throw new Error('nothing is published');
    await opened.store.flows.insertIfAbsent([
      { ...doc, id: '!phrases@2', number: 2, text: `# Của Sở\n${old}`, body },
    ]);
    await opened.store.flowReleases.update(release.doc.id, {
      current: { ...release.doc.current, '!phrases': 2 },
    });
    expect(await publishFlows(deps(), read, 'missing')).toEqual(['!phrases@3']);
    expect((await loadFlowBook(deps())).book.phrases['flow-moved']).toBe(read.phrases['flow-moved']);
    expect((await opened.store.flows.get('!phrases@3'))?.doc.text).toMatch(/^# Của Sở\n/);
  });
});

describe('the completion of a text', () => {
  it('adds what is missing, deep inside too, and touches nothing else', () => {
    const text = '# lời\na: 1 # một\nb:\n  c: x\n';
    expect(completeText(text, { a: 2, b: { c: 'y', d: 'z' }, e: ['f'] })).toBe(
      '# lời\na: 1 # một\nb:\n  c: x\n  d: z\ne:\n  - f\n',
    );
    expect(completeText(text, { a: 2 })).toBeUndefined();
    expect(completeText('- a\n', { a: 2 })).toBeUndefined();
  });
});
