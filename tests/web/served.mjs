// One served build and one browser for the spec file that imports this: up before its first test, gone after its last.
import { after, before } from 'node:test';
import { launch, serve } from './playground.mjs';

/** Set once the spec's first hook or test runs. @type {Awaited<ReturnType<typeof serve>>} */
export let playground;
/** @type {import('playwright-core').Browser} */
export let browser;

before(async () => {
  playground = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await playground?.close();
});
