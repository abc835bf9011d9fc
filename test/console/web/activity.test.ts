import { watchActivity } from '../../../src/console/web/server/activity';

const minute = 60_000;

function watching() {
  const time = { now: 0 };
  const page = new EventTarget();
  const isIdle = watchActivity({ now: () => time.now }, page);
  const does = (type: string, about: object = {}) =>
    page.dispatchEvent(Object.assign(new Event(type), about));
  return { time, isIdle, does };
}

describe('whether an officer is at the page', () => {
  it('takes the opening of the page for a sign, for two minutes', () => {
    const { time, isIdle } = watching();
    time.now = 2 * minute - 1;
    expect(isIdle()).toBe(false);
    time.now = 2 * minute;
    expect(isIdle()).toBe(true);
  });

  it.each(['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart', 'touchmove'])(
    'knows by %s that somebody is there again, before the click has asked for anything',
    (sign) => {
      const { time, isIdle, does } = watching();
      time.now = 40 * minute;
      expect(isIdle()).toBe(true);
      does(sign, { movementX: 3, movementY: 0 });
      expect(isIdle()).toBe(false);
      time.now = 42 * minute;
      expect(isIdle()).toBe(true);
    },
  );

  it('is not taken in by what a page does by itself', () => {
    const { time, isIdle, does } = watching();
    time.now = 10 * minute;
    for (const type of ['scroll', 'focus', 'visibilitychange', 'mousemove', 'pointerover', 'hashchange'])
      does(type);
    does('pointermove', { movementX: 0, movementY: 0 });
    expect(isIdle()).toBe(true);
  });
});
