// Dials that a limit on the way refused, where a kernel would have had room: whoever wants to hear of them is told. The
// program's own sockets hear Node's error, and nothing of this.

const kEagain = -11;
const kEacces = -13;

/** @param {'EAGAIN' | 'EACCES'} _code what the program's socket hears */
let tell = (_code) => {};

/** @param {(code: 'EAGAIN' | 'EACCES') => void} listener called at each such dial */
export function whenLimited(listener) {
  tell = listener;
}

/** @param {number} error of a dial, an errno: EAGAIN, there are too many; EACCES, the relay lets nobody, or not so often. */
export function limited(error) {
  if (error === kEagain) tell('EAGAIN');
  else if (error === kEacces) tell('EACCES');
}
