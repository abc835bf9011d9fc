import { factsAbout } from './about';
import { type Answers, showAnswer } from './answer';
import { calendarFacts } from './calendar-facts';
import type { Conversation, Frame } from './conversation';
import type { Effect } from './effects';
import { fillTemplate, templateNames } from './fill-template';
import type { Flow } from './flow';
import type { FlowBook } from './flow-book';
import { answerPayload } from './payload';
import type { Offer, Turn } from './turn';

/** The event that a turn is about, as far as steps may know it. */
export type Scene = { readonly eventId: string; readonly now: number; readonly at: number };

export class FlowGone extends Error {}

/** @throws FlowGone when the version that the conversation is pinned to is not published any more. */
export function flowOf(book: FlowBook, frame: Frame): Flow {
  const flow = book.find(frame.flow, frame.version);
  if (!flow) throw new FlowGone(`flow ${frame.flow} version ${frame.version} is not published`);
  return flow;
}

/** Everything said while a tố cáo is under way belongs to it, side questions included. */
export function isConfidential(book: FlowBook, conversation: Conversation): boolean {
  return conversation.frames.some((frame) => isSecret(book, frame)) || isWithDenunciation(conversation);
}

/** A version that is gone is judged by the newest one; a flow that nobody knows may have been a tố cáo. */
function isSecret(book: FlowBook, frame: Frame): boolean {
  if (frame.secret) return true;
  const flow = book.find(frame.flow, frame.version) ?? book.current.get(frame.flow)?.flow;
  return flow ? flow.confidential === true : true;
}

/** An officer talks with the citizen about a tố cáo. */
export const isWithDenunciation = ({ cases, withOfficer }: Conversation): boolean =>
  withOfficer !== undefined && cases.some(({ id, kind }) => id === withOfficer && kind === 'to-cao');

/** What a step sees at the innermost frame. */
export const makeTurn = (book: FlowBook, conversation: Conversation, frame: Frame, scene: Scene): Turn =>
  new TurnAt(book, conversation, frame, scene);

/** A class for speed: many are made for each message, and most are asked for little. */
class TurnAt implements Turn {
  readonly now: number;
  readonly at: number;
  readonly eventId: string;
  readonly confidential: boolean;
  readonly flowTitle: string;
  readonly phrases: Turn['phrases'];
  readonly department: Turn['department'];
  readonly calendar: Turn['calendar'];
  readonly labels: Turn['labels'];
  readonly say: Turn['say'];
  #answers: Answers | undefined;

  constructor(
    book: FlowBook,
    readonly conversation: Conversation,
    readonly frame: Frame,
    { now, at, eventId }: Scene,
  ) {
    this.now = now;
    this.at = at;
    this.eventId = eventId;
    this.confidential = isConfidential(book, conversation);
    this.flowTitle = flowOf(book, frame).title;
    this.phrases = book.phrases;
    this.department = book.department;
    this.calendar = book.calendar;
    this.labels = book.labels;
    this.say = (text, offer) => {
      // Few texts say anything of it, and it takes a while to work out.
      const facts = text.includes('{lich.') && calendarFacts(book.phrases, book.calendar, now);
      return message(book, this, text, facts ? { ...offer, with: { ...facts, ...offer?.with } } : offer);
    };
  }

  get answers(): Answers {
    return (this.#answers ??= answersOf(this.conversation, this.frame));
  }
}

const answersOf = (conversation: Conversation, frame: Frame | undefined): Answers => ({
  ...conversation.kept,
  ...conversation.answers,
  ...factsAbout(conversation, frame),
});

/** One message of the bot, its names filled in and its options made into choices of the frame's open question. */
export const sayIn = (
  book: FlowBook,
  conversation: Conversation,
  frame: Frame | undefined,
  text: string,
  offer?: Offer,
): Effect =>
  message(
    book,
    {
      frame,
      answers: answersOf(conversation, frame),
      confidential: isConfidential(book, conversation),
    },
    text,
    offer,
  );

function message(
  book: FlowBook,
  { frame, answers, confidential }: Pick<Turn, 'answers' | 'confidential'> & { frame: Frame | undefined },
  text: string,
  offer: Offer = {},
): Effect {
  const valueOf = (name: string) => {
    const answer = answers[name];
    return offer.with?.[name] ?? book.facts[name] ?? (answer && showAnswer(answer));
  };
  const filled = fillTemplate(text, valueOf) + (offer.append ?? '');
  const choices = offer.options?.map(({ title, value }) => ({
    title,
    payload: value.startsWith('!') || !frame ? value : answerPayload(frame.flow, frame.step, value),
  }));
  const names = offer.shows ? [...templateNames(text), ...offer.shows] : templateNames(text);
  return {
    type: 'send',
    by: 'bot',
    message: {
      text: filled,
      ...(choices?.length && { choices }),
      ...(offer.buttons?.length && { buttons: offer.buttons }),
    },
    confidential,
    // Who does not get the code of his case cannot ask for it either.
    ...(names.includes('ho-so.ma') && { lasting: true }),
    identity: names.some((name) => {
      const type = answers[name]?.type;
      return book.labels.get(name)?.identity === true && type !== undefined && type !== 'skipped';
    }),
  };
}
