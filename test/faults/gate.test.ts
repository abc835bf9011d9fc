import { gate } from './gate';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate', () => {
  it('lets in as many as there is room for, the others in their order as room is given back', async () => {
    const enter = gate(4);
    const inside: string[] = [];
    const come = (name: string, part: number) =>
      enter(part).then((leave) => {
        inside.push(name);
        return leave;
      });
    const [first, second] = [come('first', 1), come('second', 3)];
    void come('third', 4);
    void come('fourth', 1);
    await soon();
    expect(inside).toEqual(['first', 'second']);
    (await second)();
    await soon();
    // Whoever needs little does not overtake whoever needs much, or that one would wait for ever.
    expect(inside).toEqual(['first', 'second']);
    (await first)();
    await soon();
    expect(inside).toEqual(['first', 'second', 'third']);
  });

  it('lets in alone what needs more room than there is', async () => {
    const enter = gate(2);
    const leave = await enter(9);
    let entered = false;
    void enter(1).then(() => (entered = true));
    await soon();
    expect(entered).toBe(false);
    leave();
    await soon();
    expect(entered).toBe(true);
  });
});
