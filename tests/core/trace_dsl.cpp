// Runs trace_dsl.h programs on the engine, through its C++ face. What a word means in JavaScript is
// trace_dsl.cjs's; the two must say the same of every program.
#include "trace_dsl.h"

#include <map>

#include "doctest/doctest.h"
#include "trace_streams.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view kKinds[] = {"readable", "writable", "duplex", "transform",
                                       "passthrough"};
constexpr std::string_view kMakeFlags[] = {"object", "robject", "wobject", "mute", "noerror"};
constexpr Event kLoggedEvents[] = {Event::kEnd,    Event::kFinish, Event::kDrain,
                                   Event::kError,  Event::kClose,  Event::kPause,
                                   Event::kResume, Event::kPipe,   Event::kUnpipe};

constexpr std::string_view kEventNames[] = {
#define TC_EVENT_NAME(name, text) text,
    TC_EVENTS(TC_EVENT_NAME)
#undef TC_EVENT_NAME
};

std::string_view nameOf(Event event) { return kEventNames[static_cast<size_t>(event)]; }

Event eventOf(std::string_view name) {
  const auto found = std::find(std::begin(kEventNames), std::end(kEventNames), name);
  REQUIRE(found != std::end(kEventNames));
  return static_cast<Event>(found - std::begin(kEventNames));
}

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

Bytes bytesOf(const std::string& word) { return Bytes(word == "empty" ? "" : word); }

/// What the block being run may refer to.
struct Context {
  Entry* entry = nullptr;
  AnyCallback callback{};
  const Value* error = nullptr;
};

class Run final : public HookRunner {
 public:
  explicit Run(std::string_view program) : statements_(ProgramParser(program).program()) {
    size_t streams = 0;
    for (const Statement& each : statements_) streams += contains(kKinds, each.words[0]) ? 1 : 0;
    named_ = streams > 1;
    engine_.uncaughtException = [this](const Value& error) {
      trace_.push_back("uncaught " + describeShortly(error));
      unwinding_ = true;
      ++uncaught_;
    };
  }

  std::string toEnd() {
    unwinding_ = false;
    for (const Statement& statement : statements_) {
      if (statement.words[0] == "turn") {
        engine_.runTicks();
        unwinding_ = false;
      } else if (!unwinding_) {
        one(statement, {});
      }
    }
    engine_.runTicks();
    std::string joined;
    for (const std::string& each : trace_) joined += (joined.empty() ? "" : ", ") + each;
    return joined;
  }

  void runHook(Entry& entry, const Statement& hook, const std::string& said, const Value& error,
               AnyCallback callback) override {
    log(entry, said);
    all(hook.block, Context{&entry, std::move(callback), &error});
  }

 private:
  void log(const Entry& entry, const std::string& words) {
    trace_.push_back(named_ ? entry.name + "." + words : words);
  }

  void all(const std::vector<Statement>& statements, const Context& context) {
    for (const Statement& each : statements) {
      one(each, context);
      if (engine_.thrown) return;
    }
  }

  void one(const Statement& s, const Context& context) {
    if (contains(kKinds, s.words[0])) {
      make(s);
      return;
    }
    const size_t dot = s.words[0].find('.');
    Entry* entry = context.entry != nullptr ? context.entry : newest_;
    std::string verb = s.words[0];
    if (dot != std::string::npos) {
      entry = &streams_.at(verb.substr(0, dot));
      verb = verb.substr(dot + 1);
    }
    if (!onReadable(verb, *entry, s) && !onWritable(verb, *entry, s) &&
        !onEmitter(verb, *entry, s) && !onCallback(verb, *entry, s, context)) {
      onRun(verb, entry, s);
    }
  }

  void make(const Statement& s) {
    const std::string& kind = s.words[0];
    std::string name = "s";
    for (size_t i = 1; i < s.words.size(); ++i) {
      const std::string& word = s.words[i];
      if (word.find('=') == std::string::npos && !contains(kMakeFlags, word)) name = word;
    }
    Entry& entry = streams_[name];
    entry.name = name;
    entry.hooks = s.block;
    newest_ = &entry;
    DuplexOptions options;
    options.autoDestroy = s.flag("autoDestroy").value_or(true);
    options.emitClose = s.flag("emitClose").value_or(true);
    options.allowHalfOpen = s.flag("half").value_or(true);
    options.readable = s.flag("readable").value_or(true);
    options.writable = s.flag("writable").value_or(true);
    options.readableSide.objectMode = s.has("object") || s.has("robject");
    options.writableSide.objectMode = s.has("object") || s.has("wobject");
    options.readableSide.highWaterMark = s.option("hwm") ? s.number("hwm") : s.number("rhwm");
    options.writableSide.highWaterMark = s.option("hwm") ? s.number("hwm") : s.number("whwm");
    if (kind == "readable") {
      ReadableOptions one;
      static_cast<SideOptions&>(one) = options.readableSide;
      static_cast<LifeOptions&>(one) = options;
      makeAs<Readable>(entry, one);
    } else if (kind == "writable") {
      WritableOptions one;
      static_cast<SideOptions&>(one) = options.writableSide;
      static_cast<LifeOptions&>(one) = options;
      makeAs<Writable>(entry, one);
    } else if (kind == "duplex") {
      makeAs<Duplex>(entry, options);
    } else {
      // A PassThrough is a Transform whose `_transform` the program says nothing about.
      makeAs<Transform>(entry, options);
    }
    if (s.has("mute")) return;
    for (const Event event : kLoggedEvents) {
      if (event == Event::kError && s.has("noerror")) continue;
      entry.stream->on(
          event, [this, &entry, event](const Value& argument) { heard(entry, event, argument); });
    }
  }

  template <typename Class, typename Options>
  void makeAs(Entry& entry, const Options& options) {
    auto made = std::make_unique<ProgrammedStream<Class>>(engine_, options, entry, *this);
    if constexpr (std::derived_from<Class, Readable>) entry.readable = made.get();
    if constexpr (std::derived_from<Class, Writable>) entry.writable = made.get();
    entry.stream = std::move(made);
  }

  void heard(const Entry& entry, Event event, const Value& argument) {
    if (event == Event::kError) {
      log(entry, "error " + describeShortly(argument));
    } else if (event == Event::kData) {
      log(entry, "data " + textOf(argument));
    } else {
      log(entry, std::string(nameOf(event)));
    }
  }

  Callback told(const Entry& entry, const std::string& words) {
    return [this, &entry, words](const Value& error) {
      log(entry, error ? words + " " + describeShortly(error) : words);
    };
  }

  bool onReadable(const std::string& verb, Entry& entry, const Statement& s) {
    if (verb == "push") {
      push(entry, s.words[1]);
    } else if (verb == "from") {
      const auto word = s.word(++entry.cursor);
      if (word) {
        push(entry, *word);
      } else {
        entry.readable->push({});
      }
    } else if (verb == "unshift") {
      entry.readable->unshift(bytesOf(s.words[1]));
    } else if (verb == "eof") {
      entry.readable->push({});
    } else if (verb == "read") {
      const size_t before = uncaught_;
      const Value chunk =
          s.words.size() > 1 ? entry.readable->read(std::stod(s.words[1])) : entry.readable->read();
      if (returned(before)) log(entry, "read " + textOf(chunk));
    } else if (verb == "pause") {
      entry.readable->pause();
    } else if (verb == "resume") {
      entry.readable->resume();
    } else if (verb == "pipe") {
      entry.readable->pipe(*streams_.at(s.words[1]).writable, s.flag("end").value_or(true));
    } else if (verb == "unpipe") {
      if (s.words.size() > 1) {
        entry.readable->unpipe(*streams_.at(s.words[1]).writable);
      } else {
        entry.readable->unpipe();
      }
    } else {
      return false;
    }
    return true;
  }

  void push(Entry& entry, const std::string& word) {
    const size_t before = uncaught_;
    const bool more = entry.readable->push(bytesOf(word));
    if (!more && returned(before)) log(entry, "push false");
  }

  /// Whether a call came back, in JavaScript's terms: nothing was thrown out of it.
  bool returned(size_t before) const { return engine_.thrown.empty() && uncaught_ == before; }

  bool onWritable(const std::string& verb, Entry& entry, const Statement& s) {
    if (verb == "write" || verb == "end") {
      const bool tells = s.words.back() == "cb";
      const size_t chunks = s.words.size() - 1 - (tells ? 1 : 0);
      Value chunk = chunks > 0 ? Value(bytesOf(s.words[1])) : Value();
      const size_t before = uncaught_;
      if (verb == "end") {
        entry.writable->end(std::move(chunk), tells ? told(entry, "ended") : Callback());
        return true;
      }
      Callback callback = tells ? told(entry, "written " + s.words[1]) : Callback();
      const bool more = entry.writable->write(std::move(chunk), std::move(callback));
      if (!more && returned(before)) log(entry, "write false");
    } else if (verb == "cork") {
      entry.writable->cork();
    } else if (verb == "uncork") {
      entry.writable->uncork();
    } else {
      return false;
    }
    return true;
  }

  bool onEmitter(const std::string& verb, Entry& entry, const Statement& s) {
    NativeStream& stream = *entry.stream;
    if (verb == "on" || verb == "once" || verb == "prepend") {
      const Event event = eventOf(s.words[1]);
      Listener listener = [this, &entry, event, block = s.block](const Value& argument) {
        heard(entry, event, argument);
        all(block, Context{&entry});
      };
      const ListenerId id = verb == "on"     ? stream.on(event, std::move(listener))
                            : verb == "once" ? stream.once(event, std::move(listener))
                                             : stream.prependListener(event, std::move(listener));
      entry.listeners.emplace_back(event, id);
    } else if (verb == "off") {
      const Event event = eventOf(s.words[1]);
      const auto found = std::find_if(entry.listeners.rbegin(), entry.listeners.rend(),
                                      [&](const auto& each) { return each.first == event; });
      REQUIRE(found != entry.listeners.rend());
      const ListenerId id = found->second;
      entry.listeners.erase(std::next(found).base());
      stream.off(event, id);
    } else if (verb == "count") {
      log(entry, s.words[1] + "*" + std::to_string(stream.listenerCount(eventOf(s.words[1]))));
    } else if (verb == "destroy") {
      const auto word = s.word(1);
      stream.destroy(word ? makeError(*word) : Value());
    } else if (verb == "finished") {
      const FinishedOptions options{s.flag("readable"), s.flag("writable"),
                                    s.flag("error").value_or(true)};
      entry.cleanup = finished(stream, options, told(entry, "over"));
    } else if (verb == "cleanup") {
      entry.cleanup();
    } else if (verb == "get") {
      log(entry, s.words[1] + "=" + getter(entry, s.words[1]));
    } else {
      return false;
    }
    return true;
  }

  static std::string getter(const Entry& entry, const std::string& name);

  bool onCallback(const std::string& verb, Entry& entry, const Statement& s,
                  const Context& context) {
    const auto chunk = [&](size_t i) {
      return i < s.words.size() ? Value(bytesOf(s.words[i])) : Value();
    };
    if (verb == "ok") {
      context.callback({}, chunk(1));
    } else if (verb == "fail") {
      context.callback(makeError(s.words[1]), {});
    } else if (verb == "pass") {
      context.callback(*context.error, {});
    } else if (verb == "keep") {
      entry.kept.push_back(context.callback);
    } else if (verb == "done") {
      REQUIRE(!entry.kept.empty());
      const AnyCallback callback = std::move(entry.kept.front());
      entry.kept.pop_front();
      if (s.has("error")) {
        callback(makeError(s.words[2]), {});
      } else {
        callback({}, chunk(1));
      }
    } else {
      return false;
    }
    return true;
  }

  void onRun(const std::string& verb, Entry* entry, const Statement& s) {
    if (verb == "tick") {
      entry->stream->nextTick([this, entry, block = s.block] { all(block, Context{entry}); });
    } else if (verb == "throw") {
      engine_.thrown = makeError(s.words[1]);
      if (engine_.depth == 0) engine_.reportThrown();
    } else if (verb == "log") {
      trace_.push_back(s.words[1]);
    } else if (verb == "pipeline") {
      join(s);
    } else {
      FAIL("no such verb: " << verb);
    }
  }

  void join(const Statement& s) {
    std::vector<NativeStream*> streams;
    for (size_t i = 1; i < s.words.size(); ++i) {
      if (s.words[i].find('=') == std::string::npos) {
        streams.push_back(streams_.at(s.words[i]).stream.get());
      }
    }
    pipeline(
        streams,
        [this](const Value& error) {
          trace_.push_back("pipeline " + (error ? describeShortly(error) : "ok"));
        },
        PipelineOptions{s.flag("end").value_or(true)});
  }

  std::vector<Statement> statements_;
  Engine engine_;
  std::map<std::string, Entry> streams_;
  Entry* newest_ = nullptr;
  std::vector<std::string> trace_;
  bool named_ = false;
  /// An error was thrown out of the statements at the top: the rest until `turn` is skipped.
  bool unwinding_ = false;
  size_t uncaught_ = 0;
};

std::string yes(bool value) { return value ? "true" : "false"; }

std::string numberText(double value) { return std::to_string(static_cast<int64_t>(value)); }

std::string Run::getter(const Entry& entry, const std::string& name) {
  const Readable* r = entry.readable;
  const Writable* w = entry.writable;
  if (name == "destroyed") return yes(entry.stream->destroyed());
  if (name == "closed") return yes(entry.stream->closed());
  if (name == "errored") {
    const Value& error = entry.stream->errored();
    return error ? describeShortly(error) : "null";
  }
  if (name == "readable") return yes(r->readable());
  if (name == "readableAborted") return yes(r->readableAborted());
  if (name == "readableDidRead") return yes(r->readableDidRead());
  if (name == "readableEnded") return yes(r->readableEnded());
  if (name == "readableFlowing") {
    return r->readableFlowing() ? yes(*r->readableFlowing()) : "null";
  }
  if (name == "readableHighWaterMark") return numberText(r->readableHighWaterMark());
  if (name == "readableLength") return numberText(r->readableLength());
  if (name == "readableObjectMode") return yes(r->readableObjectMode());
  if (name == "writable") return yes(w->writable());
  if (name == "writableAborted") return yes(w->writableAborted());
  if (name == "writableCorked") return numberText(w->writableCorked());
  if (name == "writableEnded") return yes(w->writableEnded());
  if (name == "writableFinished") return yes(w->writableFinished());
  if (name == "writableHighWaterMark") return numberText(w->writableHighWaterMark());
  if (name == "writableLength") return numberText(w->writableLength());
  if (name == "writableNeedDrain") return yes(w->writableNeedDrain());
  if (name == "writableObjectMode") return yes(w->writableObjectMode());
  FAIL("no such getter: " << name);
  return {};
}

}  // namespace

std::string run(std::string_view program) { return Run(program).toEnd(); }
