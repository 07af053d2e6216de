// Whether what a run sends its carrier is what run/protocol.ts says: its worker is the program's, which may send
// anything. It repairs nothing.
import type { RunToCarrier, TurnOver } from '../run/protocol.ts';

/** A close frame's reason has 123 bytes at most. (RFC 6455, 5.5.1) */
const reasonCharacters = 123;

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;
const isMoment = (value: unknown) => Number.isFinite(value);
const isBoolean = (value: unknown) => typeof value === 'boolean';

function isToCarrier(value: unknown): value is RunToCarrier {
  if (value instanceof ArrayBuffer) return true;
  if (!isObject(value)) return false;
  const { open, close, code, reason } = value;
  if (open === true) return true;
  return (
    close === true &&
    Number.isInteger(code) &&
    typeof reason === 'string' &&
    reason.length <= reasonCharacters
  );
}

export function isTurnOver(value: unknown): value is TurnOver {
  if (!isObject(value)) return false;
  const { time, next, more, waits, ended, sent } = value;
  return (
    isMoment(time) &&
    (next === null || isMoment(next)) &&
    [more, waits, ended].every(isBoolean) &&
    Array.isArray(sent) &&
    sent.every(
      (each: unknown) =>
        isObject(each) && isMoment(each['at']) && isToCarrier(each['message']),
    )
  );
}
