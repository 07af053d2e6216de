// Another device of the network: its link and QR code, and the page by an address that is no secure context. The device is
// this machine, by its own address that is not loopback; skipped, and said to be, where it has none.
import assert from 'node:assert/strict';
import os from 'node:os';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import jsQR from 'jsqr';
import { launch, openTab, serve } from './playground.mjs';
import { serveFolder } from './static_host.mjs';

const address = Object.values(os.networkInterfaces())
  .flat()
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const skip = address === undefined && 'this machine has no other address';

let browser, context;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

/** The text of the QR code that is seen, read from its pixels. */
async function readCode(page) {
  const code = page.getByRole('img', { name: 'QR code of the link' });
  const { pixels, side } = await code.evaluate(async (svg) => {
    const side = 600;
    const image = new Image(side, side);
    const copy = svg.cloneNode(true);
    copy.setAttribute('width', side);
    copy.setAttribute('height', side);
    const source = new XMLSerializer().serializeToString(copy);
    image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    await image.decode();
    const canvas = new OffscreenCanvas(side, side).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, side, side);
    return { pixels: [...data], side };
  });
  return jsQR(Uint8ClampedArray.from(pixels), side, side).data;
}

const server = `require('net').createServer((socket) => socket.end('hello from A'))
  .listen(8000, () => console.log('listening'));`;
const client =
  "require('net').connect(8000).on('data', (data) => console.log(String(data)));";

test(
  'the QR code leads into the room by an address of the network',
  { skip },
  async () => {
    const host = await serve(0, '0.0.0.0');
    const a = await openTab(context, host.url, '#program=a');
    await a.page.getByRole('button', { name: 'Share' }).click();
    const link = await readCode(a.page);
    const shown = a.page.locator('.phone a');
    assert.equal(await shown.getAttribute('href'), link);
    const room = new URLSearchParams(new URL(a.page.url()).hash.slice(1));
    assert.match(link, /^http:\/\/[\d.]+:\d+\/#room=/);
    assert.ok(!link.includes('127.0.0.1'));
    assert.ok(link.endsWith(`#room=${room.get('room')}&program=b`));
    await a.page.keyboard.press('Escape');
    await a.runCode(server);
    await a.outputWith('listening');

    const own = link.replace(/\/\/[\d.]+:/, `//${address}:`);
    const phone = await openTab(context, own);
    assert.equal(await phone.page.evaluate(() => isSecureContext), false);
    await phone.runCode(client);
    assert.equal(await phone.outputWith('hello'), 'hello from A\n');
    assert.deepEqual(phone.complaints, []);
    await phone.page.getByRole('button', { name: 'Share' }).click();
    assert.equal((await readCode(phone.page)).split('#')[0], own.split('#')[0]);
    await host.close();
  },
);

test('a page served to its machine alone says what to do', async () => {
  const host = await serve();
  const tab = await openTab(context, host.url, '#program=blank');
  await tab.page.getByRole('button', { name: 'Share' }).click();
  await tab.page.getByText('HOST=0.0.0.0 npm start').waitFor();
  await host.close();
});

test(
  'without a secure context the tabs of a folder are joined as well',
  { skip },
  async () => {
    const host = await serveFolder('/tincan/', 0, null, '0.0.0.0');
    const url = host.url.replace('127.0.0.1', address);
    const a = await openTab(context, url, '#program=blank');
    assert.equal(await a.page.evaluate(() => isSecureContext), false);
    await a.runCode(server.replace('end(', 'write('));
    await a.outputWith('listening');
    await a.status('No relay: tabs of this browser only');
    const room = new URLSearchParams(new URL(a.page.url()).hash.slice(1));
    const fragment = `#room=${room.get('room')}&program=blank`;
    const b = await openTab(context, url, fragment);
    await b.runCode(client);
    await b.outputWith('hello from A');
    await host.close();
  },
);
