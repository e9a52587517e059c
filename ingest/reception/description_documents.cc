#include "ingest/reception/description_documents.h"

#include <algorithm>
#include <utility>

#include "core/text/json.h"
#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMostElements = 100'000;
constexpr int kMostLevels = 8;

// Rows of one JSON document.
class JsonRows {
 public:
  explicit JsonRows(DescriptionTable& table) : table_(table) {}

  void read(const Json& document) {
    if (document.is_array()) {
      for (const Json& row : document.items()) read_row(row);
    } else if (const Json* rows = document.find("metadata"); rows && rows->is_array()) {
      read_pairs_or_rows(*rows);
    } else {
      read_row(document);
    }
  }
  bool cut() const { return count_ > kMostElements; }

 private:
  // DSpace's way: [{"key": "dc.title", "value": "…"}]
  void read_pairs_or_rows(const Json& rows) {
    DescriptionRow row{.line = 0, .name = {}, .elements = {}};
    for (const Json& one : rows.items()) {
      if (one["key"].is_string() && one.find("value") != nullptr) {
        take(row, one["key"].text(), one["value"], 0);
      } else {
        read_row(one);
      }
    }
    if (!row.elements.empty()) table_.rows.push_back(std::move(row));
  }

  void read_row(const Json& object) {
    if (!object.is_object()) return;
    DescriptionRow row{.line = 0, .name = {}, .elements = {}};
    for (const auto& [name, value] : object.members()) {
      const std::string low = to_lower(name);
      if ((low == "filename" || low == "file" || low == "path") && value.is_string()) {
        row.name = value.text();
      } else {
        take(row, name, value, 0);
      }
    }
    table_.rows.push_back(std::move(row));
  }

  void take(DescriptionRow& row, const std::string& name, const Json& value, int level) {
    if (level > kMostLevels || ++count_ > kMostElements) return;
    if (value.is_array()) {
      for (const Json& one : value.items()) take(row, name, one, level + 1);
    } else if (value.is_object()) {
      // {"dc": {"title": "…"}}, and values with a language beside them.
      if (const Json* text = value.find("@value"); text != nullptr) {
        take(row, name, *text, level + 1);
        return;
      }
      for (const auto& [inner, one] : value.members()) {
        take(row, name + "." + inner, one, level + 1);
      }
    } else if (!value.is_null()) {
      std::string text = value.is_string() ? value.text() : value.dump();
      const std::string_view bare = trim(text, kBlanksAndLineEnds);
      if (!bare.empty()) row.elements.push_back({in_dublin_core(name), std::string(bare)});
    }
  }

  // "DC.Title", "dc:title", "dc_title"
  static std::string in_dublin_core(const std::string& name) {
    const std::string low = to_lower(name);
    for (const std::string_view scheme : {"dc", "dcterms"}) {
      if (low.size() > scheme.size() + 1 && low.starts_with(scheme) &&
          std::string_view(".:_").find(low[scheme.size()]) != std::string_view::npos) {
        return std::string(scheme) + "." + name.substr(scheme.size() + 1);
      }
    }
    return name;
  }

  DescriptionTable& table_;
  std::size_t count_ = 0;
};

bool is_of_another_kind(std::string_view name) {
  return name == "identifiers.json" || name == "premis.xml" || name == "mets.xml" ||
         name == "processingmcp.xml" || name == "mets_structmap.xml";
}

}  // namespace

bool is_xml_description(const FileObject& file) {
  const std::string name = to_lower(file.path.name());
  return file.role == FileRole::kDescription && !is_of_another_kind(name) &&
         (name.ends_with(".xml") || name.ends_with(".ead"));
}

bool is_json_description(const FileObject& file) {
  const std::string name = to_lower(file.path.name());
  return file.role == FileRole::kDescription && !is_of_another_kind(name) &&
         name.ends_with(".json");
}

DescriptionTable read_description_json(std::string_view bytes, const RelativePath& path) {
  DescriptionTable table{.path = path, .given = {}, .adds = true};
  const auto add = [&](const Rule& rule, std::string message) {
    table.findings.push_back(finding(rule, {.path = path}, std::move(message)));
  };
  const TextEncoding encoding = encoding_of(bytes);
  if (encoding != TextEncoding::kUtf8) {
    add(rules::kDescriptionNotUtf8,
        "the document is not UTF-8, as JSON has to be; it was read as " +
            std::string(name_of(encoding)));
  }
  const auto json = Json::parse(decode(bytes, encoding));
  if (!json) {
    add(rules::kDescriptionDocument, json.error().message);
    return table;
  }
  JsonRows rows(table);
  rows.read(*json);
  if (rows.cut()) {
    add(rules::kDescriptionDocument, "the document has more than " + std::to_string(kMostElements) +
                                         " elements; those behind them were not read");
  }
  return table;
}

std::vector<Finding> faults_of(const packages::DescriptionDocument& document,
                               const RelativePath& path) {
  std::vector<Finding> findings;
  const std::string kind = document.form == packages::DescriptionForm::kNone
                               ? "it can't be told what the document is; it"
                               : std::string(name_of(document.form));
  for (const XmlFault& fault : document.faults) {
    // Before the form is known the rest is of the first.
    if (document.form == packages::DescriptionForm::kNone && !findings.empty()) break;
    findings.push_back(finding(
        rules::kDescriptionDocument,
        {.path = path, .offset = fault.offset, .part = "line " + std::to_string(fault.line)},
        kind + " is read up to here: " + fault.message));
  }
  if (document.cut) {
    findings.push_back(finding(rules::kDescriptionDocument, {.path = path},
                               kind + " says more of one unit than is taken over: " +
                                   std::to_string(packages::kMaxElementsOfUnit) +
                                   " elements, 1 MiB; the file itself is kept whole"));
  }
  return findings;
}

DescriptionTable table_of(const packages::DescriptionDocument& document, const RelativePath& path) {
  DescriptionTable table{.path = path, .given = {}, .adds = true};
  table.findings = faults_of(document, path);
  for (const packages::DescribedRecord& record : document.records) {
    table.rows.push_back(
        {.line = static_cast<int>(std::min<std::uint64_t>(record.line, 1'000'000'000)),
         .name = {},
         .elements = record.elements});
  }
  return table;
}

}  // namespace delo::ingest
