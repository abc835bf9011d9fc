/** Messenger's limits, in characters (Send API reference, 2026). Text has a margin: how Meta counts is not said. */
export const limits = {
  text: 2_000,
  textUsed: 1_900,
  buttonText: 640,
  buttons: 3,
  quickReplies: 13,
  title: 20,
  payload: 1_000,
  menuTitle: 30,
  menuItems: 20,
  greeting: 160,
  iceBreakers: 4,
  iceBreaker: 80,
} as const;
