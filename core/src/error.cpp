// Node's codes and texts by ErrorCode.
#include "tincan/error.h"

namespace tincan {

const ErrorInfo& errorInfo(ErrorCode code) {
  static constexpr ErrorInfo kInfos[] = {
#define TC_ERROR_INFO(name, cls, code, text) {cls, code, text},
      TC_ERRORS(TC_ERROR_INFO)
#undef TC_ERROR_INFO
  };
  return kInfos[static_cast<uint8_t>(code)];
}

}  // namespace tincan
