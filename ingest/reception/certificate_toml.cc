// certificate.toml
#include "ingest/reception/certificate.h"

#include "core/text/toml.h"
#include "core/text/utf8.h"
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

}  // namespace

CertificateReading read_certificate_toml(std::string_view bytes, const RelativePath& path) {
  CertificateReading out;
  if (bytes.size() > kMostBytes || !is_utf8(bytes)) {
    out.findings.push_back(unreadable(
        path, 0,
        bytes.size() > kMostBytes ? "the file has more than 1 MiB" : "the file is not UTF-8"));
    return out;
  }
  const toml::parse_result parsed = toml::parse(bytes);
  if (parsed.failed()) {
    const toml::parse_error& error = parsed.error();
    out.findings.push_back(unreadable(path, error.source().begin.line,
                                      "not TOML: " + terminal_text(error.description())));
    return out;
  }
  const toml::table* table = &parsed.table();
  // All of it may stand in one section, [certificate].
  if (table->size() == 1 && table->begin()->second.is_table()) {
    table = table->begin()->second.as_table();
  }
  std::vector<WrittenEntry> entries;
  for (const auto& [key, node] : *table) {
    const std::string where = "line " + std::to_string(key.source().begin.line);
    const auto value = written_value(node);
    if (value) {
      entries.push_back({std::string(key.str()), *value, where});
    } else {
      out.findings.push_back(
          finding(rules::kCertificateValue, {.path = path, .offset = {}, .part = where},
                  "\"" + display_of(key.str()) + "\" is neither number, text nor a list of them"));
    }
  }
  CertificateReading read = certificate_of(entries, path, true);
  out.certificate = std::move(read.certificate);
  for (Finding& found : read.findings) out.findings.push_back(std::move(found));
  return out;
}

}  // namespace delo::ingest
