// Where the tabs of a room meet: a room of its own, which only who has the room's secret can find. No program is in it, so
// that no port of a program's is taken, and none can be listened on or dialled there.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { roomOf, type Room } from '../carrier/room';
import { toBase64Url } from '../relay/proof';

/** @param secret of the room the programs are in */
export function meetingRoom(secret: string, page: Location): Room {
  const hash = sha256(utf8ToBytes('tincan-picture' + secret));
  return roomOf(toBase64Url(hash.subarray(0, 16)), undefined, page);
}
