// Tabs of one room that have the view "Other tab" open, as their persons act and see.
import { openTab } from './playground.mjs';
import { playground } from './served.mjs';

export const others = (tab) =>
  tab.page.getByRole('region', { name: 'Other tab' });
/** Of either picture, or of the words above them. */
export const says = (tab, text) =>
  tab.page.locator('.pane-streams').getByText(text).first().waitFor();
export const open = (tab) =>
  tab.page.getByRole('button', { name: 'Other tab', exact: true }).click();
export const share = (tab) =>
  tab.page.getByRole('button', { name: 'Share my picture' }).click();
export const roomOf = (tab) =>
  new URLSearchParams(new URL(tab.page.url()).hash.slice(1)).get('room');

/** Two of one browser. */
export async function openTabs(context, url = playground.url) {
  const a = await openTab(context, url, '#program=blank');
  const b = await openTab(context, url, `#room=${roomOf(a)}&program=blank`);
  await open(a);
  await open(b);
  await says(a, 'No other tab shares its picture');
  await says(b, 'No other tab shares its picture');
  return [a, b];
}
