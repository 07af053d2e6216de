// Values, chunks and the queue that holds them.
#include "tincan/chunk.h"

#include <string>

#include "doctest/doctest.h"
#include "tincan/error.h"

using namespace tincan;  // NOLINT(google-build-using-namespace)

namespace {

/// Counts what it is asked to release.
struct Slots final : SlotOwner {
  std::string released;
  void releaseSlot(StreamId owner, uint32_t slot) override {
    released += std::to_string(owner) + ":" + std::to_string(slot) + " ";
  }
};

}  // namespace

TEST_CASE("dropping a HostRef releases its slot once") {
  Slots slots;
  {
    HostRef first(&slots, 7, 1);
    HostRef second = std::move(first);
    CHECK(second.slot() == 1);
    CHECK(slots.released.empty());
  }
  CHECK(slots.released == "7:1 ");
}

TEST_CASE("assigning over a HostRef releases what it held") {
  Slots slots;
  HostRef ref(&slots, 7, 1);
  ref = HostRef(&slots, 7, 2);
  CHECK(slots.released == "7:1 ");
  CHECK(ref.detach() == 2);
}

TEST_CASE("a detached HostRef releases nothing") {
  Slots slots;
  { HostRef(&slots, 7, 1).detach(); }
  CHECK(slots.released.empty());
}

TEST_CASE("a slice of Bytes shares its store") {
  const Bytes whole("abcdef");
  const Bytes part = whole.slice(2, 5);
  CHECK(part.text() == "cde");
  CHECK(part.slice(1, 2).text() == "d");
  CHECK(part.data() == whole.data() + 2);
}

TEST_CASE("an Object gives its value only as the type it was made of") {
  const Value number = Object::of(42);
  REQUIRE(number.object() != nullptr);
  CHECK(*number.object()->as<int>() == 42);
  CHECK(number.object()->as<std::string>() == nullptr);
}

TEST_CASE("copies of an Object are one and the same, equal Objects are not") {
  const Object one = Object::of(std::string("a"));
  const Object copy = one;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(one == copy);
  CHECK_FALSE(one == Object::of(std::string("a")));
}

TEST_CASE("a Value is one of its kinds") {
  CHECK(Value().empty());
  CHECK(Value(Bytes("a")).bytes() != nullptr);
  CHECK(Value(ErrorCode::kAbort).error() != nullptr);
  CHECK(Value(Bytes("a")).object() == nullptr);
}

TEST_CASE("a Queue gives back in order what was pushed and unshifted") {
  Queue<int> queue;
  for (int i = 0; i < 300; ++i) queue.push(i);
  for (int i = 0; i < 200; ++i) CHECK(queue.shift() == i);
  queue.unshift(-1);
  CHECK(queue.size() == 101);
  CHECK(queue.front() == -1);
  CHECK(queue[1] == 200);
  const std::vector<int> rest = queue.takeAll();
  CHECK(rest.size() == 101);
  CHECK(rest.back() == 299);
  CHECK(queue.empty());
}

TEST_CASE("unshift() into an empty Queue works") {
  Queue<int> queue;
  queue.unshift(1);
  CHECK(queue.shift() == 1);
  CHECK(queue.empty());
}

TEST_CASE("a Queue moves its items a bounded number of times under many unshifts") {
  static int moves;
  struct Counted {
    int value = 0;
    Counted() = default;
    explicit Counted(int v) : value(v) {}
    Counted(Counted&& other) noexcept : value(other.value) { ++moves; }
    Counted& operator=(Counted&& other) noexcept {
      value = other.value;
      ++moves;
      return *this;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() = default;
  };
  constexpr int kMany = 10000;
  moves = 0;
  Queue<Counted> queue;
  for (int i = 0; i < kMany; ++i) queue.unshift(Counted(i));
  // One back, one forth: the room in front is not given up at once.
  for (int i = 0; i < kMany; ++i) {
    const Counted first = queue.shift();
    queue.unshift(Counted(first.value));
  }
  CHECK(moves < 20 * kMany);
  for (int i = kMany - 1; i >= 0; --i) CHECK(queue.shift().value == i);
}
