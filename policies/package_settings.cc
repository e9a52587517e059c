#include "policies/package_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "policies/policy_text.h"

namespace delo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxEntries = 1000;  // of one list

class SettingsReader {
 public:
  SettingsReader(std::string name, bool whole) : file_{std::move(name)}, whole_(whole) {}

  Result<PackageSettings> read(std::string_view text) {
    DELO_TRY(const toml::table root, file_.parse(text, "a file of settings"));
    if (whole_) DELO_CHECK(only_keys(root, "at the top", {"submission", "rights", "package"}));
    if (const toml::node* submission = root.get("submission")) {
      DELO_CHECK(read_submission(*submission));
    }
    if (const toml::node* rights = root.get("rights")) DELO_CHECK(read_all_rights(*rights));
    if (const toml::node* package = root.get("package")) DELO_CHECK(read_package(*package));
    return std::move(out_);
  }

 private:
  Error refuse(const toml::node& node, const std::string& message) const {
    return file_.refuse(node, message);
  }
  Result<void> only_keys(const toml::table& table, const std::string& where,
                         const Words& allowed) const {
    return file_.only_keys(table, where, allowed);
  }

  Result<const toml::table*> table_of(const toml::node& node, const std::string& what) const {
    const toml::table* table = node.as_table();
    if (!table) return refuse(node, what + " must be a table");
    return table;
  }

  Result<void> text(const toml::table& table, std::string_view key, std::string& to) const {
    const toml::node* node = table.get(key);
    if (!node) return {};
    const auto value = node->value_exact<std::string>();
    if (!value || value->empty()) {
      return refuse(*node, "'" + std::string(key) + "' must be a text in quotes");
    }
    to = *value;
    return {};
  }

  Result<void> texts(const toml::table& table, std::string_view key,
                     std::vector<std::string>& to) const {
    const toml::node* node = table.get(key);
    if (!node) return {};
    const toml::array* list = node->as_array();
    if (!list || list->size() > kMaxEntries) {
      return refuse(*node, "'" + std::string(key) + "' must be a list, [\"…\", \"…\"]");
    }
    for (const toml::node& one : *list) {
      const auto value = one.value_exact<std::string>();
      if (!value || value->empty()) {
        return refuse(one, "each of '" + std::string(key) + "' must be a text in quotes");
      }
      to.push_back(*value);
    }
    return {};
  }

  Result<Party> party(const toml::node& node, const std::string& what) const {
    DELO_TRY(const toml::table* table, table_of(node, what));
    DELO_CHECK(only_keys(*table, "of " + what, {"name", "code", "person", "notes"}));
    Party party;
    DELO_CHECK(text(*table, "name", party.name));
    if (party.name.empty()) return refuse(node, what + " has no name");
    DELO_CHECK(text(*table, "code", party.code));
    DELO_CHECK(texts(*table, "notes", party.notes));
    if (const toml::node* person = table->get("person")) {
      const auto value = person->value_exact<bool>();
      if (!value) return refuse(*person, "'person' must be true or false");
      party.person = *value;
    }
    return party;
  }

  Result<void> read_submission(const toml::node& node) {
    DELO_TRY(const toml::table* table, table_of(node, "'submission'"));
    DELO_CHECK(
        only_keys(*table, "in [submission]",
                  {"agreement", "previous_agreements", "reference_code", "previous_reference_codes",
                   "status", "archival_creator", "submitter", "contacts", "preserver"}));
    Submission& out = out_.submission;
    DELO_CHECK(text(*table, "agreement", out.agreement));
    DELO_CHECK(texts(*table, "previous_agreements", out.previous_agreements));
    for (const char* key : {"reference_code", "previous_reference_codes"}) {
      if (const toml::node* own = table->get(key); own && !whole_) {
        return refuse(*own, "'" + std::string(key) + "' is each item's own, it can't stand here");
      }
    }
    DELO_CHECK(text(*table, "reference_code", out.reference_code));
    DELO_CHECK(texts(*table, "previous_reference_codes", out.previous_reference_codes));
    DELO_CHECK(text(*table, "status", out.status));
    constexpr std::array<std::string_view, 7> kStatus = {
        "NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "VERSION", "DELETE", "OTHER"};
    if (std::ranges::find(kStatus, out.status) == kStatus.end()) {
      return refuse(*table->get("status"),
                    "'status' is '" + terminal_text(out.status) +
                        "'; there are NEW, SUPPLEMENT, REPLACEMENT, TEST, VERSION, DELETE, OTHER");
    }
    for (const auto& [key, to] : {std::pair{"archival_creator", &Submission::archival_creator},
                                  std::pair{"submitter", &Submission::submitter},
                                  std::pair{"preserver", &Submission::preserver}}) {
      const toml::node* one = table->get(key);
      if (!one) continue;
      DELO_TRY(out.*to, party(*one, "'" + std::string(key) + "'"));
      if (to == &Submission::preserver && out.preserver.person) {
        return refuse(*one, "'preserver' is an organisation, no person");
      }
    }
    if (const toml::node* contacts = table->get("contacts")) {
      const toml::array* list = contacts->as_array();
      if (!list || list->size() > kMaxEntries) {
        return refuse(*contacts, "'contacts' must be a list of tables");
      }
      for (const toml::node& one : *list) {
        DELO_TRY(Party contact, party(one, "each of 'contacts'"));
        out.contacts.push_back(std::move(contact));
      }
    }
    return {};
  }

  Result<void> read_all_rights(const toml::node& node) {
    if (const toml::array* list = node.as_array()) {
      if (list->size() > kMaxEntries) return refuse(node, "there are too many [[rights]]");
      for (const toml::node& one : *list) DELO_CHECK(read_rights(one));
      return {};
    }
    return read_rights(node);
  }

  Result<void> read_rights(const toml::node& node) {
    DELO_TRY(const toml::table* table, table_of(node, "'rights'"));
    DELO_CHECK(only_keys(*table, "in [[rights]]",
                         {"basis", "status", "jurisdiction", "determination_date", "start_date",
                          "end_date", "terms", "citation", "note", "grants", "documents"}));
    RightsStatement out;
    std::string basis;
    DELO_CHECK(text(*table, "basis", basis));
    if (!set_basis(out, basis)) out.basis = basis;  // told by faults_of
    DELO_CHECK(text(*table, "status", out.status));
    DELO_CHECK(text(*table, "jurisdiction", out.jurisdiction));
    DELO_CHECK(text(*table, "determination_date", out.determined));
    DELO_CHECK(text(*table, "start_date", out.start));
    DELO_CHECK(text(*table, "end_date", out.end));
    DELO_CHECK(text(*table, "terms", out.terms));
    DELO_CHECK(text(*table, "citation", out.citation));
    DELO_CHECK(text(*table, "note", out.note));
    const auto read_grant = [&](const toml::table& one) -> Result<void> {
      DELO_CHECK(
          only_keys(one, "of 'grants'", {"act", "restriction", "start_date", "end_date", "note"}));
      RightsGrant grant;
      DELO_CHECK(text(one, "act", grant.act));
      DELO_CHECK(text(one, "restriction", grant.restriction));
      DELO_CHECK(text(one, "start_date", grant.start));
      DELO_CHECK(text(one, "end_date", grant.end));
      DELO_CHECK(text(one, "note", grant.note));
      out.grants.push_back(std::move(grant));
      return {};
    };
    const auto read_document = [&](const toml::table& one) -> Result<void> {
      DELO_CHECK(only_keys(one, "of 'documents'", {"type", "value", "role"}));
      RightsDocument document;
      DELO_CHECK(text(one, "type", document.type));
      DELO_CHECK(text(one, "value", document.value));
      DELO_CHECK(text(one, "role", document.role));
      out.documents.push_back(std::move(document));
      return {};
    };
    DELO_CHECK(each_table(*table, "grants", read_grant));
    DELO_CHECK(each_table(*table, "documents", read_document));
    if (const auto faults = faults_of(out); !faults.empty()) {
      return refuse(node, "[[rights]]: " + faults.front());
    }
    out_.rights.push_back(std::move(out));
    return {};
  }

  template <class Read>
  Result<void> each_table(const toml::table& table, std::string_view key, Read read) const {
    const toml::node* node = table.get(key);
    if (!node) return {};
    const toml::array* list = node->as_array();
    if (!list || list->size() > kMaxEntries) {
      return refuse(*node, "'" + std::string(key) + "' must be a list of tables");
    }
    for (const toml::node& one : *list) {
      DELO_TRY(const toml::table* entry, table_of(one, "each of '" + std::string(key) + "'"));
      DELO_CHECK(read(*entry));
    }
    return {};
  }

  Result<void> read_package(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table) return refuse(node, "'package' must be a section, [package]");
    if (whole_) DELO_CHECK(only_keys(*table, "in [package]", {"split"}));
    std::string size;
    DELO_CHECK(text(*table, "split", size));
    if (size.empty()) return {};
    const auto bytes = parse_size(size);
    if (!bytes) {
      return refuse(*table->get("split"),
                    "'split' is '" + terminal_text(size) + "', no size as \"4 GB\" or \"700 MiB\"");
    }
    out_.split_bytes = *bytes;
    return {};
  }

  const PolicyText file_;
  const bool whole_;
  PackageSettings out_;
};

}  // namespace

Result<PackageSettings> parse_package_settings(std::string_view toml, const fs::path& name,
                                               SettingsPlace place) {
  return SettingsReader(terminal_text(name.string()), place == SettingsPlace::kWholeFile)
      .read(toml);
}

Result<PackageSettings> read_package_settings(const fs::path& path) {
  DELO_TRY(const std::string text, read_file(path, kMaxPolicyBytes));
  return parse_package_settings(text, path, SettingsPlace::kWholeFile);
}

PackageSettings merged(PackageSettings above, const PackageSettings& below) {
  Submission& to = above.submission;
  const Submission& from = below.submission;
  const auto text = [](std::string& a, const std::string& b) { a = a.empty() ? b : a; };
  text(to.agreement, from.agreement);
  text(to.reference_code, from.reference_code);
  if (to.previous_agreements.empty()) to.previous_agreements = from.previous_agreements;
  if (to.previous_reference_codes.empty()) {
    to.previous_reference_codes = from.previous_reference_codes;
  }
  if (to.status == Submission{}.status) to.status = from.status;
  for (const auto party :
       {&Submission::archival_creator, &Submission::submitter, &Submission::preserver}) {
    if ((to.*party).empty()) to.*party = from.*party;
  }
  if (to.contacts.empty()) to.contacts = from.contacts;
  if (above.rights.empty()) above.rights = below.rights;
  if (above.split_bytes == 0) above.split_bytes = below.split_bytes;
  return above;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || number == 0) return std::nullopt;
  std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  const std::string low = to_lower(unit);
  constexpr std::pair<std::string_view, std::uint64_t> kUnits[] = {{"", 1},
                                                                   {"b", 1},
                                                                   {"kb", 1000},
                                                                   {"mb", 1'000'000},
                                                                   {"gb", 1'000'000'000},
                                                                   {"tb", 1'000'000'000'000},
                                                                   {"kib", std::uint64_t{1} << 10},
                                                                   {"mib", std::uint64_t{1} << 20},
                                                                   {"gib", std::uint64_t{1} << 30},
                                                                   {"tib", std::uint64_t{1} << 40}};
  for (const auto& [name, factor] : kUnits) {
    if (low != name) continue;
    if (number > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
    return number * factor;
  }
  return std::nullopt;
}

}  // namespace delo
