/// Streams whose hooks do what a program says: the C++ authors of the trace DSL. Every hook asks
/// the `HookRunner`; nothing here decides what a hook does.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tincan/tincan.h"
#include "trace_program.h"

/// A callback of either kind, as `ok`, `fail` and `done` call it.
using AnyCallback = std::function<void(const tincan::Value& error, tincan::Value chunk)>;

/// One stream of a program.
struct Entry {
  std::string name;
  std::unique_ptr<tincan::NativeStream> stream;
  tincan::Readable* readable = nullptr;
  tincan::Writable* writable = nullptr;
  std::vector<Statement> hooks;
  std::deque<AnyCallback> kept;
  std::vector<std::pair<tincan::Event, tincan::ListenerId>> listeners;
  std::function<void()> cleanup;
  size_t cursor = 0;

  const Statement* hook(std::string_view hookName) const {
    for (const Statement& each : hooks) {
      if (each.words[0] == hookName) return &each;
    }
    return nullptr;
  }
};

class HookRunner {
 public:
  /// Runs the block of a hook; `said` is what is logged before.
  virtual void runHook(Entry& entry, const Statement& hook, const std::string& said,
                       const tincan::Value& error, AnyCallback callback) = 0;

 protected:
  ~HookRunner() = default;
};

inline std::string textOf(const tincan::Value& value) {
  return value.bytes() != nullptr ? std::string(value.bytes()->text()) : "null";
}

inline std::string describeShortly(const tincan::Value& error) {
  const tincan::Error said = tincan::describe(error);
  return said.code.empty() ? said.message : said.code;
}

template <typename Base>
class ProgrammedStream final : public Base {
 public:
  template <typename Options>
  ProgrammedStream(tincan::Engine& engine, const Options& options, Entry& entry, HookRunner& runner)
      : Base(engine, options, hooksOf(entry)), entry_(entry), runner_(runner) {}

  void _read(double /*size*/) override { run("_read", "_read", {}, {}); }

  void _write(tincan::Value chunk, tincan::Callback callback) override {
    const std::string said = "_write " + textOf(chunk);
    if (!run("_write", said, {}, plain(callback))) callback({});
  }

  void _writev(std::vector<tincan::Value> chunks, tincan::Callback callback) override {
    std::string said = "_writev ";
    for (size_t i = 0; i < chunks.size(); ++i) said += (i > 0 ? "+" : "") + textOf(chunks[i]);
    run("_writev", said, {}, plain(callback));
  }

  void _final(tincan::Callback callback) override { run("_final", "_final", {}, plain(callback)); }

  void _construct(tincan::Callback callback) override {
    run("_construct", "_construct", {}, plain(callback));
  }

  void _destroy(const tincan::Value& error, tincan::Callback callback) override {
    const std::string said = error ? "_destroy " + describeShortly(error) : "_destroy";
    if (!run("_destroy", said, error, plain(callback))) callback(error);
  }

  void _transform(tincan::Value chunk, tincan::TransformCallback callback) override {
    const std::string said = "_transform " + textOf(chunk);
    if (!run("_transform", said, {}, callback)) callback({}, std::move(chunk));
  }

  void _flush(tincan::TransformCallback callback) override {
    run("_flush", "_flush", {}, std::move(callback));
  }

 private:
  static tincan::Hooks hooksOf(const Entry& entry) {
    tincan::Hooks hooks;
    const auto add = [&](std::string_view name, tincan::Hook hook) {
      if (entry.hook(name) != nullptr) hooks.bits |= 1U << static_cast<uint32_t>(hook);
    };
    add("_writev", tincan::Hook::kWritev);
    add("_write", tincan::Hook::kWrite);
    add("_final", tincan::Hook::kFinal);
    add("_construct", tincan::Hook::kConstruct);
    add("_flush", tincan::Hook::kFlush);
    return hooks;
  }

  static AnyCallback plain(const tincan::Callback& callback) {
    return [callback](const tincan::Value& error, tincan::Value /*chunk*/) { callback(error); };
  }

  /// False when the program says nothing about the hook.
  bool run(std::string_view name, const std::string& said, const tincan::Value& error,
           AnyCallback callback) {
    const Statement* hook = entry_.hook(name);
    if (hook != nullptr) runner_.runHook(entry_, *hook, said, error, std::move(callback));
    return hook != nullptr;
  }

  Entry& entry_;
  HookRunner& runner_;
};
