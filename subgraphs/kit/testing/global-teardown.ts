import "./global-setup";

/** Stops the tests' PostgreSQL and removes its folder, whether the tests passed or not. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopTestPostgres?.();
}
