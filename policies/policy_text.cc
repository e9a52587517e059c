#include "policies/policy_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/text/utf8.h"
#include "policies/nearest_word.h"

namespace delo {

Result<toml::table> PolicyText::parse(std::string_view text, std::string_view what) const {
  if (text.size() > kMaxPolicyBytes) return refuse(1, std::string(what) + " has at most 1 MiB");
  if (!is_utf8(text)) return refuse(1, "the file is not UTF-8");
  toml::parse_result parsed = toml::parse(text, std::string_view(name));
  if (parsed.failed()) {
    const toml::parse_error& error = parsed.error();
    return refuse(error.source().begin.line, "not TOML: " + terminal_text(error.description()));
  }
  return std::move(parsed).table();
}

Error PolicyText::refuse(std::size_t line, const std::string& message) const {
  return Error{ErrorCode::kInvalidArgument,
               name + ":" + std::to_string(std::max<std::size_t>(line, 1)) + ": " + message};
}

Error PolicyText::refuse(const toml::node& node, const std::string& message) const {
  return refuse(node.source().begin.line, message);
}

Result<void> PolicyText::only_keys(const toml::table& table, const std::string& where,
                                   const Words& allowed) const {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(allowed, key.str()) != allowed.end()) continue;
    return refuse(key.source().begin.line, "unknown key '" + terminal_text(key.str()) + "' " +
                                               where + suggestion(key.str(), allowed));
  }
  return {};
}

Result<const toml::table*> PolicyText::section(const toml::table& root,
                                               std::string_view key) const {
  const toml::node* node = root.get(key);
  if (!node) return nullptr;
  if (!node->is_table()) {
    return refuse(*node,
                  "'" + std::string(key) + "' must be a section, [" + std::string(key) + "]");
  }
  return node->as_table();
}

Result<std::string> PolicyText::text(const toml::node& node, const std::string& what) const {
  const auto* value = node.as_string();
  if (!value) return refuse(node, what + " must be a text in quotes");
  if (value->get().empty()) return refuse(node, what + " is empty");
  return value->get();
}

Result<std::vector<std::string>> PolicyText::texts(const toml::node& node,
                                                   const std::string& what) const {
  const toml::array* list = node.as_array();
  if (!list) return refuse(node, what + " must be a list, [\"…\", \"…\"]");
  std::vector<std::string> out;
  for (const toml::node& one : *list) {
    DELO_TRY(std::string value, text(one, "each of " + what));
    if (std::ranges::find(out, value) != out.end()) {
      return refuse(one, what + " has '" + terminal_text(value) + "' twice");
    }
    out.push_back(std::move(value));
  }
  return out;
}

Result<std::int64_t> PolicyText::whole_number(const toml::node& node, const std::string& what,
                                              std::int64_t least, std::int64_t most) const {
  const auto* value = node.as_integer();
  if (!value || value->get() < least || value->get() > most) {
    return refuse(node, what + " must be a whole number from " + std::to_string(least) + " to " +
                            std::to_string(most));
  }
  return value->get();
}

Result<double> PolicyText::number(const toml::node& node, const std::string& what) const {
  if (const auto* whole = node.as_integer()) return static_cast<double>(whole->get());
  const auto* real = node.as_floating_point();
  if (!real || !std::isfinite(real->get())) return refuse(node, what + " must be a number");
  return real->get();
}

}  // namespace delo
