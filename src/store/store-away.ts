/** The database cannot be reached, does not answer in time, or its disk takes nothing. What was asked for may or may not have happened. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';

  constructor(message = 'The database cannot be reached at the moment.') {
    super(message);
  }
}
