// certificate.toml
#include "ingest/reception/certificate.h"

#include <algorithm>
#include <locale>
#include <optional>
#include <sstream>
#include <utility>

#include "core/text/toml.h"
#include "core/text/utf8.h"
#include "ingest/reception/certificate_table.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMostBytes = 1u << 20;

// Texts and numbers, alone or in a list.
std::optional<std::string> written_value(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (node.is_date() || node.is_date_time()) return std::string("-");
  const toml::array* list = node.as_array();
  if (!list) return std::nullopt;
  std::string out;
  for (const toml::node& one : *list) {
    if (one.is_array()) return std::nullopt;
    const auto value = written_value(one);
    if (!value) return std::nullopt;
    out += (out.empty() ? "" : ", ") + *value;
  }
  return out.empty() ? "-" : out;
}

Finding unreadable(const RelativePath& path, std::size_t line, std::string message) {
  return finding(rules::kCertificateUnreadable,
                 {.path = path,
                  .offset = {},
                  .part = line > 0 ? "line " + std::to_string(line) : std::string()},
                 std::move(message));
}

// Nothing: it can't be read, which is told.
std::optional<toml::table> parsed(std::string_view bytes, const RelativePath& path,
                                  std::vector<Finding>& findings) {
  if (bytes.size() > kMostBytes || !is_utf8(bytes)) {
    findings.push_back(unreadable(
        path, 0,
        bytes.size() > kMostBytes ? "the file has more than 1 MiB" : "the file is not UTF-8"));
    return std::nullopt;
  }
  toml::parse_result result = toml::parse(bytes);
  if (result.succeeded()) return std::move(result).table();
  const toml::parse_error& error = result.error();
  findings.push_back(unreadable(path, error.source().begin.line,
                                "not TOML: " + terminal_text(error.description())));
  return std::nullopt;
}

std::vector<WrittenEntry> entries_of(const toml::table& table, const RelativePath& path,
                                     std::vector<Finding>& findings) {
  std::vector<WrittenEntry> entries;
  for (const auto& [key, node] : table) {
    const std::string where = "line " + std::to_string(key.source().begin.line);
    const auto value = written_value(node);
    if (value) {
      entries.push_back({std::string(key.str()), *value, where});
    } else {
      findings.push_back(
          finding(rules::kCertificateValue, {.path = path, .offset = {}, .part = where},
                  "\"" + display_of(key.str()) + "\" is neither number, text nor a list of them"));
    }
  }
  return entries;
}

// A section of its own, written anew.
std::string text_of_section(std::string_view key, const toml::node& node) {
  toml::table alone;
  alone.insert(key, node);
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << toml::toml_formatter(alone) << "\n\n";
  return std::move(out).str();
}

// ["d337"], or [[certificate]] with item = "d337".
class SectionReader {
 public:
  SectionReader(const RelativePath& path, CertificateTable& out) : path_(path), out_(out) {}

  void read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      if (const toml::table* section = node.as_table()) {
        add(std::string(key.str()), key.str(), node, *section, key.source().begin.line);
      } else if (node.is_array_of_tables()) {
        for (const toml::node& one : *node.as_array()) read_named(key.str(), *one.as_table());
      } else {
        out_.findings.push_back(
            unreadable(path_, key.source().begin.line,
                       "\"" + display_of(key.str()) +
                           "\" stands in no section, and the file lies beside the items; expected "
                           "a section for each item, [\"d337\"]"));
      }
    }
    std::ranges::stable_sort(out_.rows, {}, &CertificateRow::line);
  }

 private:
  void read_named(std::string_view key, const toml::table& section) {
    toml::table rest = section;
    std::string name;
    for (const char* by : {"item", "file", "filename"}) {
      if (const auto* text = section[by].as_string()) name = text->get();
      rest.erase(by);
    }
    toml::array list;
    list.push_back(section);
    add(std::move(name), key, list, rest, section.source().begin.line);
  }

  void add(std::string name, std::string_view key, const toml::node& node,
           const toml::table& section, std::size_t line) {
    CertificateRow row{.line = static_cast<int>(line),
                       .name = std::move(name),
                       .entries = {},
                       .text = text_of_section(key, node)};
    row.entries = entries_of(section, path_, row.findings);
    out_.rows.push_back(std::move(row));
  }

  const RelativePath& path_;
  CertificateTable& out_;
};

}  // namespace

CertificateReading read_certificate_toml(std::string_view bytes, const RelativePath& path) {
  CertificateReading out;
  const auto whole = parsed(bytes, path, out.findings);
  if (!whole) return out;
  const toml::table* table = &*whole;
  // All of it may stand in one section, [certificate].
  if (table->size() == 1 && table->begin()->second.is_table()) {
    table = table->begin()->second.as_table();
  }
  CertificateReading read = certificate_of(entries_of(*table, path, out.findings), path, true);
  out.certificate = std::move(read.certificate);
  for (Finding& found : read.findings) out.findings.push_back(std::move(found));
  return out;
}

CertificateTable read_certificate_sections(std::string_view bytes, const RelativePath& path) {
  CertificateTable out;
  if (const auto table = parsed(bytes, path, out.findings)) SectionReader(path, out).read(*table);
  return out;
}

}  // namespace delo::ingest
