import { profileChanges } from '../../src/messenger/profile-changes';

const menu = [
  { locale: 'default', call_to_actions: [{ type: 'postback', title: 'Gặp cán bộ', payload: 'A' }] },
];
const wanted = { get_started: { payload: 'GET_STARTED' }, persistent_menu: menu };

test.each<[string, Record<string, unknown>, string[]]>([
  ['nothing is there', {}, ['get_started', 'persistent_menu']],
  ['all is there', wanted, []],
  ['all is there in another order', { persistent_menu: menu, get_started: { payload: 'GET_STARTED' } }, []],
  [
    'Meta adds something of its own',
    { ...wanted, persistent_menu: [{ ...menu[0], composer_input_disabled: false }], whitelisted_domains: [] },
    [],
  ],
  [
    'a title differs',
    { ...wanted, persistent_menu: [{ ...menu[0], call_to_actions: [] }] },
    ['persistent_menu'],
  ],
  ['there is one more', { ...wanted, persistent_menu: [...menu, { locale: 'vi_VN' }] }, ['persistent_menu']],
  ['it is of another kind', { ...wanted, get_started: 'GET_STARTED' }, ['get_started']],
  ['it is null', { ...wanted, get_started: null }, ['get_started']],
])('%s: sets what differs and nothing else', (_what, current, names) => {
  const changes = profileChanges(current, wanted);
  expect(Object.keys(changes)).toEqual(names);
  expect(wanted).toMatchObject(changes);
});
