#include "ingest/languages/po_template.h"

#include <unordered_map>
#include <vector>

namespace delo::ingest {
namespace {

constexpr std::string_view kHeader =
    "msgid \"\"\n"
    "msgstr \"\"\n"
    "\"MIME-Version: 1.0\\n\"\n"
    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Content-Transfer-Encoding: 8bit\\n\"\n";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + '"';
}

struct Entry {
  std::string_view text;
  std::string places;  // "tiff.ifd.order summary, tiff.ifd.count summary"
};

}  // namespace

std::string rules_template(std::span<const NamedRules> rules) {
  std::vector<Entry> entries;
  std::unordered_map<std::string_view, std::size_t> known;
  const auto add = [&](std::string_view text, std::string_view rule, std::string_view part) {
    if (text.empty()) return;
    const auto [at, is_new] = known.try_emplace(text, entries.size());
    if (is_new) entries.push_back({text, {}});
    std::string& places = entries[at->second].places;
    if (!places.empty()) places += ", ";
    places.append(rule).append(" ").append(part);
  };
  for (const NamedRules& table : rules) {
    for (const Rule& rule : table.rules) {
      add(rule.summary, rule.id, "summary");
      add(rule.cause, rule.id, "cause");
      add(rule.remedy, rule.id, "remedy");
    }
  }
  std::string out(kHeader);
  for (const Entry& entry : entries) {
    out += "\n#. " + entry.places + "\nmsgid " + quoted(entry.text) + "\nmsgstr \"\"\n";
  }
  return out;
}

}  // namespace delo::ingest
