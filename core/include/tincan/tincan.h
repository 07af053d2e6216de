/// Start here. Everything a C++ author needs: an Engine, the four classes, and what joins them.
///
///     class Upper : public Transform {
///      public:
///       explicit Upper(Engine& engine) : Transform(engine) {}
///       void _transform(Value chunk, TransformCallback callback) override {
///         std::string text(chunk.bytes()->text());
///         for (char& c : text) c = static_cast<char>(std::toupper(c));
///         callback({}, Bytes(text));
///       }
///     };
///
///     Engine engine;
///     Upper upper(engine);
///     upper.on(Event::kData, [](const Value& chunk) { print(chunk.bytes()->text()); });
///     upper.end(Bytes("hello"));
///     engine.runTicks();
#pragma once

#include "tincan/duplex.h"
#include "tincan/engine.h"
#include "tincan/error_value.h"
#include "tincan/finished.h"
#include "tincan/pipeline.h"
#include "tincan/readable.h"
#include "tincan/transform.h"
#include "tincan/writable.h"
