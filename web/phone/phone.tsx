// The way into this tab's room for a phone: a link, and its QR code. It shows them; nothing is sent anywhere.
import { useEffect, useState } from 'preact/hooks';
import { encode } from 'uqr';
import { text } from '../texts/text';
import { addressesForOthers } from './addresses';

/** Modules of white around a code. (ISO/IEC 18004, 6.3.8) */
const quietZone = 4;

function Code({ link }: { link: string }) {
  const { size, data } = encode(link, { border: quietZone });
  const dark = data
    .flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={text('phone.code')}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}

/** @param fragment of the page a phone opens */
export function Phone({ fragment }: { fragment: string }) {
  const [addresses, setAddresses] = useState<string[] | null>(null);
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    void addressesForOthers(location).then(setAddresses);
  }, []);
  if (addresses === null) return null;
  const address = addresses[chosen];
  if (address === undefined)
    return <p class="dialog-about">{text('phone.unreachable')}</p>;
  const link = address + fragment;
  return (
    <>
      <p class="dialog-about">{text('phone.about')}</p>
      {addresses.length > 1 && (
        <select
          aria-label={text('phone.address')}
          value={chosen}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        >
          {addresses.map((entry, index) => (
            <option key={entry} value={index}>
              {entry}
            </option>
          ))}
        </select>
      )}
      <div class="phone">
        <Code link={link} />
        <a href={link}>{link}</a>
      </div>
    </>
  );
}
