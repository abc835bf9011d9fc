import { readArguments } from './arguments';

describe('the arguments of npm run faults', () => {
  it('are, without any, every row on both profiles in the short form, with a seed of the moment', () => {
    expect(readArguments([], 1_234_567)).toEqual({
      seed: 234_567,
      only: undefined,
      profiles: ['embedded', 'service'],
      long: false,
      kills: undefined,
      list: false,
    });
  });

  it('may name seed, rows, profile and form', () => {
    expect(
      readArguments(['--seed', '42', '--only', '1', '--only', '11', '--profile', 'service', '--long'], 1),
    ).toEqual({ seed: 42, only: ['1', '11'], profiles: ['service'], long: true, list: false });
    expect(readArguments(['--kills', '60'], 1).kills).toBe(60);
    expect(readArguments(['--list'], 1).list).toBe(true);
  });

  it.each([
    [['--seed'], '--seed needs a value behind it.'],
    [['--only', '--long'], '--only needs a value behind it.'],
    [['--seed', 'x'], '--seed needs a whole number.'],
    [['--profile', 'both'], '--profile is one of: embedded, service.'],
    [['--kills', '0'], '--kills needs a whole number from 1 to 10000.'],
    [['--kills', 'all'], '--kills needs a whole number from 1 to 10000.'],
    [['--fast'], 'There is no option --fast.'],
  ])('refuse %j', (argv, sentence) => {
    expect(() => readArguments(argv, 1)).toThrow(sentence);
  });
});
