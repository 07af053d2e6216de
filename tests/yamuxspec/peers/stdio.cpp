// The engine's yamux peer as a program: one session over stdin and stdout, ended with the session.
#include <unistd.h>

#include <array>

#include "echo_session.h"

namespace {

bool writeAll(const tincan::Bytes& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data() + at, bytes.size() - at);
    if (written < 0) return false;
    at += static_cast<size_t>(written);
  }
  return true;
}

}  // namespace

int main() {
  tincan::EchoSession session;
  std::array<uint8_t, 65536> buffer;
  while (!session.over()) {
    const ssize_t size = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size <= 0) break;
    session.receive(tincan::Bytes(std::vector<uint8_t>(buffer.begin(), buffer.begin() + size)));
    for (tincan::Bytes out = session.output(); out.size() > 0; out = session.output()) {
      if (!writeAll(out)) return 1;
    }
  }
  return 0;
}
