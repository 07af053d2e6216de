/// run(): a program about streams in one line, and the trace of what happened in another. The same
/// language is spoken by trace_dsl.cjs, which takes the traces the suite expects from the oracle.
///
///     run("readable, push a, push b, eof, on data") == "resume, data a, data b, end, close"
///
/// Statements are separated by commas; `{ }` holds the statements of a hook, listener or tick.
/// Words:
/// - `readable|writable|duplex|transform|passthrough [name] [option…] [{ _hook { … } … }]` makes a
///   stream. Options: hwm=n rhwm=n whwm=n object robject wobject readable=false writable=false
///   half=false autoDestroy=false emitClose=false mute (no listeners) noerror (none for 'error').
///   A made stream logs end, finish, drain, error, close, pause, resume, pipe and unpipe.
/// - `[name.]verb …` acts on a stream: by default the one whose block this is, else the newest.
///   push unshift read write end eof(push null) cork uncork pause resume destroy pipe unpipe on
///   once prepend off get finished cleanup done. `write x cb` and `end x cb` log their callbacks.
///   push and write log only false.
/// - in hooks: `ok [chunk]`, `fail error`, `pass` (with the error `_destroy` got), `keep` (for
/// `done
///   [chunk]` or `done error e` later), `from a b c` (pushes the next; after the last, the end).
/// - anywhere: `tick { … }`, `throw error`, `log word`, `pipeline a b c [end=false]`; at the top,
///   `turn` lets everything queued run first.
/// Values are words; `empty` is no bytes. With more than one stream, names precede what is logged.
#pragma once

#include <string>
#include <string_view>

/// Runs the program to its end on a fresh engine and returns the trace, joined by ", ".
std::string run(std::string_view program);
