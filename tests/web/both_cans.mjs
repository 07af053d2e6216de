// The page with both cans, A and B in a frame each, and what a person does with it.
import { Can, complaintsOf } from './playground.mjs';

export class BothCans {
  constructor(page) {
    this.page = page;
    this.complaints = complaintsOf(page);
    this.runBoth = page.getByRole('button', { name: 'Run both' });
    this.stopBoth = page.getByRole('button', { name: 'Stop both' });
  }

  async load(address) {
    await this.page.goto(address);
    [this.a, this.b] = await Promise.all(
      ['A', 'B'].map(async (name) => {
        const frame = this.page.locator(`iframe[title="Can ${name}"]`);
        const can = new Can(await (await frame.elementHandle()).contentFrame());
        await can.run.waitFor({ state: 'attached' });
        return can;
      }),
    );
  }

  /** Both run once more: nothing of the runs before is left. */
  async runAgain() {
    const cans = [this.a, this.b];
    const seen = await Promise.all(
      cans.map(({ console }) => console.locator('> *').first().elementHandle()),
    );
    await this.runBoth.click();
    await Promise.all(
      cans.map(({ page }, i) =>
        page.waitForFunction((element) => !element.isConnected, seen[i]),
      ),
    );
  }

  /** Both run these texts, from the same moment. */
  async runCodes(a, b) {
    await this.a.code.fill(a);
    await this.b.code.fill(b);
    await this.runBoth.click();
  }
}

export async function openBoth(context, url, fragment = '#program=blank') {
  const page = await context.newPage();
  const both = new BothCans(page);
  await both.load(new URL(`side_by_side.html${fragment}`, url).href);
  return both;
}
