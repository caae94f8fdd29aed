/** Where the time comes from. Injected, so that a test can stand at any moment. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
