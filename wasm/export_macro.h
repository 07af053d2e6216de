/// How a function becomes a plain export of its module.
#pragma once

#include <emscripten.h>

#define TC_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE
