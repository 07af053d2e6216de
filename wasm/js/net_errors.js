// Errors of the virtual kernel as Node words them: `connect ECONNREFUSED 127.0.0.1:8000` with errno,
// code, syscall, address and port. (Node doc: Errors, "Class: SystemError".)

/** Names and libuv's texts by errno. */
const known = new Map([
  [-9, ['EBADF', 'bad file descriptor']],
  [-11, ['EAGAIN', 'resource temporarily unavailable']],
  [-13, ['EACCES', 'permission denied']],
  [-22, ['EINVAL', 'invalid argument']],
  [-32, ['EPIPE', 'broken pipe']],
  [-97, ['EAFNOSUPPORT', 'address family not supported']],
  [-98, ['EADDRINUSE', 'address already in use']],
  [-99, ['EADDRNOTAVAIL', 'address not available']],
  [-101, ['ENETUNREACH', 'network is unreachable']],
  [-104, ['ECONNRESET', 'connection reset by peer']],
  [-105, ['ENOBUFS', 'no buffer space available']],
  [-107, ['ENOTCONN', 'socket is not connected']],
  [-110, ['ETIMEDOUT', 'connection timed out']],
  [-111, ['ECONNREFUSED', 'connection refused']],
  [-114, ['EALREADY', 'connection already in progress']],
  [-113, ['EHOSTUNREACH', 'host is unreachable']],
  [-125, ['ECANCELED', 'operation canceled']],
]);

const nameOf = (errno) =>
  known.get(errno)?.[0] ?? `Unknown system error ${errno}`;

function captured(error, hide) {
  if (Error.captureStackTrace) Error.captureStackTrace(error, hide);
  return error;
}

/** What a failed read, write or shutdown gives. */
export function errnoError(errno, syscall) {
  const code = nameOf(errno);
  const error = /** @type {any} */ (new Error(`${syscall} ${code}`));
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return captured(error, errnoError);
}

/** What a failed connect gives; `details` is Node's " - Local (…)". */
export function connectError(errno, syscall, address, port, details = '') {
  const code = nameOf(errno);
  const where = port > 0 ? `${address}:${port}` : address;
  const error = /** @type {any} */ (
    new Error(`${syscall} ${code} ${where}${details && ` - ${details}`}`)
  );
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return captured(error, connectError);
}

/** What a failed listen gives: with the kernel's words. `address` null: of a handle that was given. */
export function listenError(errno, address, port) {
  const code = nameOf(errno);
  const words = known.get(errno)?.[1] ?? 'unknown error';
  const where = port > 0 ? `${address}:${port}` : address;
  const error = /** @type {any} */ (
    new Error(`listen ${code}: ${words}${address === null ? '' : ` ${where}`}`)
  );
  error.code = code;
  error.errno = errno;
  error.syscall = 'listen';
  error.address = address;
  if (port) error.port = port;
  return captured(error, listenError);
}

/** What looking up a name gives that is not this host's. */
export function notFound(hostname) {
  const error = /** @type {any} */ (
    new Error(`getaddrinfo ENOTFOUND ${hostname}`)
  );
  error.errno = -3008;
  error.code = 'ENOTFOUND';
  error.syscall = 'getaddrinfo';
  error.hostname = hostname;
  return captured(error, notFound);
}
