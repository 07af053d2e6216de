/// Errors as values, for C++ authors: made here, given to callbacks and destroy(), told to 'error'
/// listeners. The engine's own errors are ErrorCodes (error.h) and read the same way.
#pragma once

#include <string>
#include <vector>

#include "tincan/chunk.h"

namespace tincan {

/// What an error says of itself: the public fields of Node's errors.
struct Error {
  std::string name = "Error";
  /// Node's `code`; empty when there is none.
  std::string code;
  std::string message;
  /// An AggregateError's errors, the older first.
  std::vector<Error> errors;
};

/// An error of the author's own.
Value makeError(std::string message, std::string code = {});

/// Name, code and message of an error value, whoever made it. `error` must hold an error.
Error describe(const Value& error);

}  // namespace tincan
