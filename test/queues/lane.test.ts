import { LaneClosed, openLane } from '../../src/queues/lane';
import { recorder } from './queue-contract';

const open = () => openLane({ log: { error: () => undefined } }, 'turns');

/** By then, everything that was to begin has begun. */
const nextTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('A lane', () => {
  it('has room for as many ids as it may run at once', async () => {
    const lane = open();
    expect([lane.hasWorker(), lane.hasRoomFor('a')]).toEqual([false, false]);
    const turns = recorder({ held: true });
    lane.work(turns.handler, 2);
    expect([lane.hasWorker(), lane.hasRoomFor('a')]).toEqual([true, true]);
    lane.wake('a');
    expect(lane.hasRoomFor('b')).toBe(true);
    lane.wake('b');
    expect(lane.hasRoomFor('c')).toBe(false);
    await turns.started(2);
    expect(lane.hasRoomFor('c')).toBe(false);
    turns.letGo();
    await lane.close();
  });

  it('takes another wake-up of an id that runs or waits, however full it is; that takes no place', async () => {
    const lane = open();
    const turns = recorder({ held: true });
    lane.work(turns.handler, 2);
    lane.wake('a');
    await turns.started(1);
    expect(lane.hasRoomFor('a')).toBe(true);
    lane.wake('a');
    expect(lane.hasRoomFor('b')).toBe(true);
    lane.wake('b');
    await turns.started(2);
    expect([lane.hasRoomFor('a'), lane.hasRoomFor('b'), lane.hasRoomFor('c')]).toEqual([true, true, false]);
    await lane.room('a');
    turns.letGo();
    await turns.started(3);
    await lane.close();
  });

  it('lets who asked for room go before who comes later, one for each place', async () => {
    const lane = open();
    const turns = recorder({ held: true });
    lane.work(turns.handler, 1);
    lane.wake('running');
    await turns.started(1);
    const went: string[] = [];
    const ask = async (id: string) => {
      await lane.room(id);
      went.push(id);
      lane.wake(id);
    };
    const asking = [ask('first'), ask('second')];
    await nextTurn();
    expect(went).toEqual([]);
    expect(lane.hasRoomFor('later')).toBe(false);
    turns.letGo();
    await Promise.all(asking);
    await turns.started(3);
    expect(turns.ids).toEqual(['running', 'first', 'second']);
    expect(turns.mostAtOnce()).toBe(1);
    await lane.close();
  });

  it('tells who asks for room when it closes', async () => {
    const lane = open();
    const turns = recorder({ held: true });
    lane.work(turns.handler, 1);
    lane.wake('running');
    await turns.started(1);
    const asking = lane.room('a');
    const closing = lane.close();
    await expect(asking).rejects.toThrow(LaneClosed);
    await expect(lane.room('b')).rejects.toThrow(LaneClosed);
    turns.letGo();
    await closing;
    expect(turns.ids).toEqual(['running']);
  });
});
