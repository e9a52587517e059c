#include "ingest/cli/command_support.h"

#include <cerrno>
#include <cstdio>

#include "core/bytes/disk.h"
#include "core/bytes/places.h"
#include "core/records/record_json.h"
#include "core/records/reference_template.h"
#include "holdings/archives_file.h"
#include "holdings/settings.h"
#include "ingest/rules.h"
#include "policies/package_settings.h"
#include "policies/policy_file.h"

namespace delo::ingest {

int failed(Desk& desk, const Error& error) {
  desk.run.progress.finished();
  desk.out.error(error);
  return exit_code_of(error);
}

int failed_on_copies(Desk& desk, const Error& error) {
  const int code = failed(desk, error);
  return error.code == ErrorCode::kCorrupt ? 1 : code;
}

Result<std::unique_ptr<holdings::Holdings>> open_holdings(Desk& desk, holdings::Access access) {
  DELO_CHECK(holdings::use_archives_of(desk.asked.holdings));
  auto held = holdings::Holdings::open(desk.asked.holdings, access, desk.run);
  if (held) {
    for (const std::string& message : (*held)->messages()) desk.out.notice(message);
  }
  return held;
}

Result<const Language*> language_for(const Desk& desk) {
  if (desk.asked.language.empty()) return &Language::english();
  const Language* language = Language::named(desk.asked.language);
  if (language != nullptr) return language;
  return Error{ErrorCode::kInvalidArgument,
               "--lang " + desk.asked.language + " is unknown; there are " + Language::known()};
}

Result<Policy> policy_for(Desk& desk) { return policy_for(desk, desk.asked.policy); }

Result<Policy> policy_for(Desk& desk, std::string name) {
  PackageSettings packages;
  const auto text = read_file(desk.asked.holdings / holdings::kSettingsFile);
  if (text) {
    DELO_TRY(const holdings::Settings settings,
             holdings::parse_settings(*text, desk.asked.holdings));
    if (name.empty()) name = settings.policy;
    packages = settings.packages;
  } else if (text.error().sys_errno == ENOTDIR) {
    return Error{ErrorCode::kInvalidArgument,
                 desk.asked.holdings.string() +
                     " is a file, no folder of holdings; name another with --holdings"};
  } else if (text.error().code != ErrorCode::kNotFound) {
    return text.error();
  }
  DELO_TRY(Policy policy, policy_named(name.empty() ? std::string(kDefaultPolicy) : name));
  DELO_CHECK(holdings::use_archives_of(desk.asked.holdings));
  if (!policy.reference_template.empty()) {
    DELO_TRY(ReferenceTemplate pattern, ReferenceTemplate::parse(policy.reference_template));
    use_reference_template(std::move(pattern));
  }
  policy.packages = merged(std::move(policy.packages), packages);
  return policy;
}

Result<Policy> policy_named(const std::string& name) {
  DELO_TRY(Policy policy, find_policy(name));
  std::vector<std::string_view> ids;
  for (const NamedRules& table : all_rules()) {
    for (const Rule& rule : table.rules) ids.push_back(rule.id);
  }
  DELO_CHECK(check_rule_names(policy, ids));
  return policy;
}

Result<void> keep_apart(const std::filesystem::path& batch, const std::filesystem::path& holdings) {
  const std::filesystem::path from = resolved_place(batch), to = resolved_place(holdings);
  if (lies_in(from, to)) {
    return Error{ErrorCode::kInvalidArgument,
                 "the batch " + from.string() + " lies in the holdings " + to.string() +
                     ", where only delo writes; copy it to a folder outside of them"};
  }
  if (lies_in(to, from)) {
    return Error{
        ErrorCode::kInvalidArgument,
        "the holdings " + to.string() + " would lie in the batch " + from.string() +
            ", where nothing is ever written; name a folder outside of it with --holdings"};
  }
  const auto text = read_file(to / holdings::kSettingsFile);
  if (!text) return {};  // none yet, or whoever opens the holdings will say what is wrong
  DELO_TRY(const holdings::Settings settings, holdings::parse_settings(*text, to));
  for (const holdings::StoreSettings& store : settings.stores) {
    const std::filesystem::path place = resolved_place(store.path);
    if (!lies_in(from, place) && !lies_in(place, from)) continue;
    return Error{ErrorCode::kInvalidArgument, "the batch " + from.string() + " and the store " +
                                                  store.name + " in " + place.string() +
                                                  " lie in one another; copy the batch to a "
                                                  "folder outside of the store"};
  }
  return {};
}

bool has_error(const std::vector<Finding>& findings) {
  return validity_of(findings) == Validity::kInvalid;
}

Json reference_line(const ArchivalReference& reference) {
  return reference.empty() ? Json() : Json(reference.canonical());
}

std::string in_bytes(std::uint64_t bytes) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB", "PB"};
  double size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 1000 && unit + 1 < std::size(kUnits)) {
    size /= 1000;
    ++unit;
  }
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", size, kUnits[unit]);
  return text;
}

Result<holdings::PackageEntry> one_package(holdings::Holdings& holdings, const std::string& text) {
  DELO_TRY(std::vector<holdings::PackageEntry> found, holdings.look_up(text));
  if (found.empty()) {
    return Error{
        ErrorCode::kNotFound,
        "no package '" + text + "' in these holdings; delo list and delo find show what there is"};
  }
  if (found.size() > 1) {
    std::string ids;
    for (const auto& entry : found) ids += (ids.empty() ? "" : ", ") + entry.summary.id.value;
    return Error{ErrorCode::kInvalidArgument, "'" + text + "' means " +
                                                  std::to_string(found.size()) +
                                                  " packages: " + ids + "; name one of them"};
  }
  return std::move(found.front());
}

Json package_line(const holdings::PackageEntry& entry) {
  const holdings::PackageSummary& about = entry.summary;
  Json copies = Json::array();
  for (const holdings::StoredCopy& copy : entry.copies) {
    copies.push(
        Json::object({{"store", copy.store},
                      {"path", copy.where.string()},
                      {"verified", copy.verified ? Json(to_iso8601(*copy.verified)) : Json()},
                      {"intact", copy.intact}}));
  }
  return Json::object({{"package", about.id.value},
                       {"reference", reference_line(about.reference)},
                       {"title", about.title},
                       {"item", about.item.value},
                       {"batch", about.batch.value},
                       {"policy", about.policy},
                       {"files", about.files},
                       {"bytes", about.bytes},
                       {"ingested", to_iso8601(entry.ingested)},
                       {"version", std::int64_t{entry.version}},
                       {"copies", std::move(copies)}});
}

namespace {

// Line ends of a title as one blank each run.
std::string in_one_line(std::string_view title) {
  std::string out;
  for (const char c : title) {
    const bool blank = c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace

std::string package_text(const holdings::PackageEntry& entry) {
  const holdings::PackageSummary& about = entry.summary;
  std::string out = about.id.value + "  ";
  out += about.reference.empty() ? about.item.value : about.reference.canonical();
  if (!about.title.empty()) out += "  " + in_one_line(about.title);
  if (entry.version > 1) out += "  version " + std::to_string(entry.version);
  out += "  (" + std::to_string(about.files) + " files, " + in_bytes(about.bytes) + ", " +
         std::to_string(entry.copies.size()) + " copies)\n";
  return out;
}

}  // namespace delo::ingest
