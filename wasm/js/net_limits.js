// Dials that a limit on the way refused, where a kernel would have had room: whoever wants to hear of them is told. The
// program's own sockets hear Node's error, and nothing of this.

let tell = () => {};

/** @param {() => void} listener called at each such dial */
export function whenLimited(listener) {
  tell = listener;
}

export function limited() {
  tell();
}
