// Tokens: what listeners and ticks carry so that coming late finds nothing.
#include "token_table.h"

#include <vector>

#include "doctest/doctest.h"

using tincan::TokenTable;

TEST_CASE("token 0 is never given out") {
  TokenTable<int> table;
  CHECK(table.add(1) != 0);
  CHECK(table.find(0) == nullptr);
}

TEST_CASE("a removed token finds nothing, also when its place is used again") {
  TokenTable<int> table;
  const uint32_t first = table.add(1);
  table.remove(first);
  CHECK(table.find(first) == nullptr);
  const uint32_t second = table.add(2);
  CHECK(first != second);
  CHECK(table.find(first) == nullptr);
  CHECK(*table.find(second) == 2);
}

TEST_CASE("removing a stale token leaves the newer record") {
  TokenTable<int> table;
  const uint32_t first = table.add(1);
  table.remove(first);
  const uint32_t second = table.add(2);
  table.remove(first);
  CHECK(table.find(second) != nullptr);
}

TEST_CASE("generations wrap past 0") {
  TokenTable<int> table;
  for (int i = 0; i < 10000; ++i) {
    const uint32_t token = table.add(i);
    REQUIRE(token != 0);
    table.remove(token);
  }
  CHECK(table.find(0) == nullptr);
}

TEST_CASE("more than 2^20 records at once keep their own tokens") {
  constexpr uint32_t kMany = (1U << 20) + 10;
  TokenTable<uint32_t> table;
  std::vector<uint32_t> tokens;
  for (uint32_t i = 0; i < kMany; ++i) tokens.push_back(table.add(i));
  uint32_t wrong = 0;
  for (uint32_t i = 0; i < kMany; ++i) {
    const uint32_t* record = table.find(tokens[i]);
    if (record == nullptr || *record != i) ++wrong;
  }
  CHECK(wrong == 0);
}
