/// The statements of a trace_dsl.h program, parsed. Nothing here runs anything.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Statement {
  std::vector<std::string> words;
  std::vector<Statement> block;

  /// The value of the option `name=value`.
  std::optional<std::string> option(std::string_view name) const {
    for (const std::string& word : words) {
      if (word.size() > name.size() && word[name.size()] == '=' && word.starts_with(name)) {
        return word.substr(name.size() + 1);
      }
    }
    return std::nullopt;
  }
  std::optional<bool> flag(std::string_view name) const {
    const auto value = option(name);
    return value ? std::optional<bool>(*value == "true") : std::nullopt;
  }
  std::optional<double> number(std::string_view name) const {
    const auto value = option(name);
    return value ? std::optional<double>(std::stod(*value)) : std::nullopt;
  }
  bool has(std::string_view word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  /// The word at `i`, if there is one.
  std::optional<std::string> word(size_t i) const {
    return i < words.size() ? std::optional<std::string>(words[i]) : std::nullopt;
  }
};

class ProgramParser {
 public:
  explicit ProgramParser(std::string_view text) : text_(text) {}

  std::vector<Statement> program() {
    std::vector<Statement> statements;
    Statement statement;
    const auto close = [&] {
      if (!statement.words.empty()) statements.push_back(std::move(statement));
      statement = {};
    };
    for (; at_ < text_.size() && text_[at_] != '}'; ++at_) {
      const char c = text_[at_];
      if (c == ',') {
        close();
      } else if (c == '{') {
        ++at_;
        statement.block = program();
        close();
      } else if (c != ' ') {
        const size_t end = std::min(text_.find_first_of(" ,{}", at_), text_.size());
        statement.words.emplace_back(text_.substr(at_, end - at_));
        at_ = end - 1;
      }
    }
    close();
    return statements;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};
