// What a failed TC_ASSERT says before it aborts. No printf: this is linked into every Wasm build.
#include "tincan/assert.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace tincan {

void assertFailed(const char* condition, const char* file, int line, uint32_t stream) {
  const std::string text = std::string(file) + ":" + std::to_string(line) + ": stream " +
                           std::to_string(stream) + ": broken invariant: " + condition + "\n";
  std::fputs(text.c_str(), stderr);
  std::abort();
}

}  // namespace tincan
