// Embind, for the cold path only: the tables both languages share, handed over once at start.
#include <emscripten/bind.h>

#include "fields.h"
#include "tincan/error.h"
#include "tincan/host.h"
#include "tincan/observer.h"

namespace {

using emscripten::val;

val names(std::initializer_list<const char*> list) {
  val array = val::array();
  for (const char* name : list) array.call<void>("push", std::string(name));
  return array;
}

/// {events, hooks, fields, traceKinds}: names in the order of their numbers; idIndexMask, which
/// takes an id's index.
val nameTables() {
  val tables = val::object();
#define TC_TEXT(name, text) text,
  tables.set("events", names({TC_EVENTS(TC_TEXT)}));
  tables.set("hooks", names({TC_HOOKS(TC_TEXT)}));
  tables.set("traceKinds", names({TC_TRACE_KINDS(TC_TEXT)}));
#undef TC_TEXT
#define TC_FIELD_NAME(name, expression) #name,
  tables.set("fields", names({TC_FIELDS(TC_FIELD_NAME)}));
#undef TC_FIELD_NAME
  tables.set("idIndexMask", tincan::kIdIndexMask);
  return tables;
}

/// [{className, code, message}], in the order of ErrorCode.
val errorTable() {
  val table = val::array();
  for (uint8_t i = 0; i < tincan::kErrorCodes; ++i) {
    const tincan::ErrorInfo& info = tincan::errorInfo(static_cast<tincan::ErrorCode>(i));
    val entry = val::object();
    entry.set("className", std::string(info.className));
    entry.set("code", std::string(info.code));
    entry.set("message", std::string(info.text));
    table.call<void>("push", entry);
  }
  return table;
}

}  // namespace

EMSCRIPTEN_BINDINGS(tincan) {
  emscripten::function("nameTables", &nameTables);
  emscripten::function("errorTable", &errorTable);
}
