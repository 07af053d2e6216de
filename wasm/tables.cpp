// The tables both languages share, handed over once at start as one text. Made by the compiler from
// the same lists as the engine's enumerations; nothing is computed here. (Embind would do it for 12
// kB more of a page's load.)
#include <cstdint>

#include "exports.h"
#include "fields.h"
#include "tincan/error.h"
#include "tincan/host.h"
#include "tincan/id.h"
#include "tincan/observer.h"

namespace {

#define TC_LINE(name, text) text "\n"
#define TC_FIELD_LINE(name, expression) #name "\n"
#define TC_ERROR_LINE(name, className, code, text) className "\t" code "\t" text "\n"

constexpr char kTables[] = TC_EVENTS(TC_LINE) "\f" TC_HOOKS(TC_LINE) "\f" TC_TRACE_KINDS(
    TC_LINE) "\f" TC_FIELDS(TC_FIELD_LINE) "\f" TC_ERRORS(TC_ERROR_LINE);

}  // namespace

/// Address of ASCII text, ended by NUL: the names of events, hooks, kinds of trace records and
/// fields, and the errors as class, code and text between tabs. A line an entry, in the order of
/// their numbers; form feeds between the tables.
TC_EXPORT const char* tc_tables() { return kTables; }

/// The bits of an id that are its index.
TC_EXPORT uint32_t tc_id_index_mask() { return tincan::kIdIndexMask; }
