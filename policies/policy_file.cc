#include "policies/policy_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <set>
#include <utility>

#include "core/bytes/disk.h"
#include "core/records/reference_template.h"
#include "core/text/toml.h"
#include "core/text/utf8.h"
#include "policies/built_in_policies.h"
#include "policies/nearest_word.h"
#include "policies/package_settings.h"

namespace delo {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxPolicyBytes = 1u << 20;
constexpr std::size_t kMaxIdLength = 64;

using Words = std::vector<std::string_view>;

// The text of one policy file while it is read: everything that can be wrong
// with it is told by one function, with file and line.
struct PolicyText {
  std::string name;

  Error refuse(std::size_t line, const std::string& message) const {
    return Error{ErrorCode::kInvalidArgument,
                 name + ":" + std::to_string(std::max<std::size_t>(line, 1)) + ": " + message};
  }
  Error refuse(const toml::node& node, const std::string& message) const {
    return refuse(node.source().begin.line, message);
  }

  Result<void> only_keys(const toml::table& table, const std::string& where, Words allowed) const {
    for (const auto& [key, value] : table) {
      if (std::ranges::find(allowed, key.str()) != allowed.end()) continue;
      return refuse(key.source().begin.line, "unknown key '" + terminal_text(key.str()) + "' " +
                                                 where + suggestion(key.str(), allowed));
    }
    return {};
  }

  Result<std::string> text(const toml::node& node, const std::string& what) const {
    const auto* value = node.as_string();
    if (!value) return refuse(node, what + " must be a text in quotes");
    if (value->get().empty()) return refuse(node, what + " is empty");
    return value->get();
  }

  Result<std::int64_t> whole_number(const toml::node& node, const std::string& what,
                                    std::int64_t least, std::int64_t most) const {
    const auto* value = node.as_integer();
    if (!value || value->get() < least || value->get() > most) {
      return refuse(node, what + " must be a whole number from " + std::to_string(least) + " to " +
                              std::to_string(most));
    }
    return value->get();
  }

  Result<double> number(const toml::node& node, const std::string& what) const {
    if (const auto* whole = node.as_integer()) return static_cast<double>(whole->get());
    const auto* real = node.as_floating_point();
    if (!real || !std::isfinite(real->get())) return refuse(node, what + " must be a number");
    return real->get();
  }

  // `members` are the table's own words for its parts: "[accept]".
  Result<const toml::table*> section(const toml::table& root, std::string_view key) const {
    const toml::node* node = root.get(key);
    if (!node) return nullptr;
    if (!node->is_table()) {
      return refuse(*node,
                    "'" + std::string(key) + "' must be a section, [" + std::string(key) + "]");
    }
    return node->as_table();
  }

  Result<std::vector<std::string>> texts(const toml::node& node, const std::string& what) const {
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
};

// ---- words of the file ----

const Words kActionWords = {"accept", "note", "review", "reject"};
const Words kPropertyWords = {"resolution_ppi", "bits_per_sample", "compression", "photometric",
                              "icc"};
const Words kAlgorithmWords = {"sha256", "sha512", "sha384",      "sha224",
                               "md5",    "sha1",   "blake2b-512", "crc32"};

std::optional<Action> action_named(std::string_view word) {
  for (const Action action : {Action::kAccept, Action::kNote, Action::kReview, Action::kReject}) {
    if (name_of(action) == word) return action;
  }
  return std::nullopt;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdLength && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// "fmt/353" or "x-fmt/111"
bool is_puid(std::string_view text) {
  if (text.starts_with("x-")) text.remove_prefix(2);
  if (!text.starts_with("fmt/")) return false;
  text.remove_prefix(4);
  return !text.empty() && text.size() <= 6 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// ---- parts of the file ----

Result<Action> read_action(const PolicyText& file, const toml::node& node,
                           const std::string& what) {
  DELO_TRY(const std::string word, file.text(node, what));
  if (const auto action = action_named(word)) return *action;
  return file.refuse(
      node, what + " is '" + terminal_text(word) + "', no action" + suggestion(word, kActionWords));
}

Result<std::vector<std::string>> read_puids(const PolicyText& file, const toml::node& node,
                                            const std::string& what) {
  DELO_TRY(std::vector<std::string> puids, file.texts(node, what));
  if (puids.empty()) {
    return file.refuse(node, what + " is an empty list; leave the key out to accept any format");
  }
  for (const std::string& puid : puids) {
    if (!is_puid(puid)) {
      return file.refuse(node, what + " has '" + terminal_text(puid) +
                                   "', no PRONOM id; one looks like \"fmt/353\"");
    }
  }
  return puids;
}

Result<std::vector<DigestAlgorithm>> read_digests(const PolicyText& file, const toml::node& node) {
  DELO_TRY(const std::vector<std::string> names, file.texts(node, "'digests'"));
  std::set<DigestAlgorithm> digests{DigestAlgorithm::kSha256};
  for (const std::string& name : names) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm) {
      return file.refuse(node, "'digests' has '" + terminal_text(name) + "', no known algorithm" +
                                   suggestion(name, kAlgorithmWords));
    }
    digests.insert(*algorithm);
  }
  return std::vector<DigestAlgorithm>(digests.begin(), digests.end());
}

Result<void> read_accept(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [accept]", {"formats", "digests", "copies"}));
  if (const toml::node* formats = section.get("formats")) {
    if (const toml::table* by_role = formats->as_table()) {
      const Words roles = {"master", "access", "transcription", "translation"};
      DELO_CHECK(file.only_keys(*by_role, "in [accept.formats]", roles));
      for (const auto& [role, puids] : *by_role) {
        DELO_TRY(std::vector<std::string> accepted,
                 read_puids(file, puids, "'" + std::string(role.str()) + "'"));
        policy.formats_by_role.push_back(
            {file_role_named(role.str()).value_or(FileRole::kMaster), std::move(accepted)});
      }
    } else {
      DELO_TRY(policy.formats, read_puids(file, *formats, "'formats'"));
    }
  }
  if (const toml::node* digests = section.get("digests")) {
    DELO_TRY(policy.digests, read_digests(file, *digests));
  }
  if (const toml::node* copies = section.get("copies")) {
    DELO_TRY(policy.copies, file.texts(*copies, "'copies'"));
  }
  return {};
}

Result<std::vector<std::string>> read_values(const PolicyText& file, const toml::node& node,
                                             const std::string& property) {
  const bool numeric = property == "resolution_ppi" || property == "bits_per_sample";
  const std::string what = "'" + property + "'";
  const toml::array* list = node.as_array();
  if (!list || list->empty()) {
    return file.refuse(node, what + " must be a list with at least one value");
  }
  std::vector<std::string> values;
  for (const toml::node& one : *list) {
    if (numeric) {
      DELO_TRY(const double value, file.number(one, "each value of " + what));
      values.push_back(number_text(value));
    } else {
      DELO_TRY(std::string value, file.text(one, "each value of " + what));
      values.push_back(std::move(value));
    }
  }
  return values;
}

Result<Expectation> read_expectation(const PolicyText& file, const std::string& property,
                                     const toml::node& node) {
  Expectation expectation{.property = property};
  if (node.is_array()) {
    DELO_TRY(expectation.one_of, read_values(file, node, property));
    return expectation;
  }
  const toml::table* table = node.as_table();
  if (!table) {
    return file.refuse(
        node, "'" + property + "' must be a list of values, or a table such as { min = 300 }");
  }
  const bool numeric = property == "resolution_ppi" || property == "bits_per_sample";
  DELO_CHECK(file.only_keys(
      *table, "of '" + property + "'",
      numeric ? Words{"min", "max", "one_of", "otherwise"} : Words{"one_of", "otherwise"}));
  if (const toml::node* min = table->get("min")) {
    DELO_TRY(expectation.min, file.number(*min, "'min' of '" + property + "'"));
  }
  if (const toml::node* max = table->get("max")) {
    DELO_TRY(expectation.max, file.number(*max, "'max' of '" + property + "'"));
  }
  if (const toml::node* one_of = table->get("one_of")) {
    DELO_TRY(expectation.one_of, read_values(file, *one_of, property));
  }
  if (const toml::node* otherwise = table->get("otherwise")) {
    DELO_TRY(expectation.action,
             read_action(file, *otherwise, "'otherwise' of '" + property + "'"));
  }
  if (!expectation.min && !expectation.max && expectation.one_of.empty()) {
    return file.refuse(node, "'" + property + "' expects nothing; say min, max or one_of");
  }
  if (expectation.min && expectation.max && *expectation.min > *expectation.max) {
    return file.refuse(node, "'" + property + "' has a min above its max: no file can satisfy it");
  }
  return expectation;
}

// [description]: required of the item, and of the levels above it.
Result<void> read_description(const PolicyText& file, const toml::table& section, Policy& policy) {
  constexpr std::array<std::string_view, 4> kLists = {"required", "fonds", "series", "file"};
  DELO_CHECK(file.only_keys(section, "in [description]",
                            {"required", "fonds", "series", "file", "inherited", "whole_up_to"}));
  Words words = {"date"};
  for (const IsadTerm& term : isad_terms()) words.push_back(term.word);
  for (const std::string_view list : kLists) {
    const toml::node* node = section.get(list);
    if (!node) continue;
    const toml::array* array = node->as_array();
    if (!array) return file.refuse(*node, "'" + std::string(list) + "' must be a list of elements");
    RequiredElements required{.level = list == "required" ? std::string() : std::string(list),
                              .elements = {}};
    for (const toml::node& one : *array) {
      const auto text = one.value<std::string>();
      if (!text) return file.refuse(one, "'" + std::string(list) + "' must be a list of elements");
      const auto element = isad_element_named(*text);
      if (!element) {
        return file.refuse(one, "unknown element '" + terminal_text(*text) + "' in '" +
                                    std::string(list) + "'" + suggestion(*text, words));
      }
      required.elements.push_back(*element);
    }
    policy.required.push_back(std::move(required));
  }
  if (const toml::node* inherited = section.get("inherited")) {
    const auto value = inherited->value<bool>();
    if (!value) return file.refuse(*inherited, "'inherited' must be true or false");
    policy.inherited_counts = *value;
  }
  if (const toml::node* whole = section.get("whole_up_to")) {
    DELO_TRY(const std::string size, file.text(*whole, "'whole_up_to'"));
    const auto bytes = parse_size(size);
    if (!bytes) {
      return file.refuse(*whole, "'whole_up_to' is '" + terminal_text(size) +
                                     "', no size as \"1 MiB\" or \"64 kB\"");
    }
    policy.whole_up_to = *bytes;
  }
  return {};
}

Result<void> read_expect(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [expect]", kPropertyWords));
  for (const auto& [property, node] : section) {
    DELO_TRY(Expectation expectation, read_expectation(file, std::string(property.str()), node));
    policy.expect.push_back(std::move(expectation));
  }
  return {};
}

Result<void> read_rules(const PolicyText& file, const toml::table& section, Policy& policy) {
  for (const auto& [prefix, node] : section) {
    const std::string name(prefix.str());
    if (node.is_table()) {
      return file.refuse(prefix.source().begin.line, "rule names with dots stand in quotes: \"" +
                                                         terminal_text(name) + ".…\" = \"review\"");
    }
    DELO_TRY(const Action action, read_action(file, node, "'" + terminal_text(name) + "'"));
    policy.rules.push_back({name, action, static_cast<int>(prefix.source().begin.line)});
  }
  return {};
}

Result<void> read_package(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [package]", {"event_times", "split"}));
  if (const toml::node* times = section.get("event_times")) {
    const Words words = {"reproducible", "exact"};
    DELO_TRY(const std::string word, file.text(*times, "'event_times'"));
    if (word == "exact") {
      policy.event_times = EventTimes::kExact;
    } else if (word != "reproducible") {
      return file.refuse(
          *times, "'event_times' is '" + terminal_text(word) + "'" + suggestion(word, words));
    }
  }
  return {};
}

Result<void> read_later_delivery(const PolicyText& file, const toml::table& section,
                                 Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [later_delivery]", {"same_reference"}));
  if (const toml::node* same = section.get("same_reference")) {
    const Words words = {"review", "new-version"};
    DELO_TRY(const std::string word, file.text(*same, "'same_reference'"));
    if (word == "new-version") {
      policy.same_reference = SameReference::kNewVersion;
    } else if (word != "review") {
      return file.refuse(
          *same, "'same_reference' is '" + terminal_text(word) + "'" + suggestion(word, words));
    }
  }
  return {};
}

Result<void> read_references(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [references]", {"template"}));
  const toml::node* pattern = section.get("template");
  if (!pattern) return {};
  DELO_TRY(policy.reference_template, file.text(*pattern, "'template'"));
  const auto parsed = ReferenceTemplate::parse(policy.reference_template);
  if (!parsed) return file.refuse(*pattern, terminal_text(parsed.error().message));
  return {};
}

// A word of a list; the first of it is what counts when the key is left out.
template <class E>
Result<void> read_word(const PolicyText& file, const toml::table& section, std::string_view key,
                       std::initializer_list<std::pair<std::string_view, E>> words, E& value) {
  const toml::node* node = section.get(key);
  if (!node) return {};
  const std::string what = "'" + std::string(key) + "'";
  DELO_TRY(const std::string word, file.text(*node, what));
  Words known;
  for (const auto& [name, meaning] : words) {
    known.push_back(name);
    if (word != name) continue;
    value = meaning;
    return {};
  }
  return file.refuse(*node, what + " is '" + terminal_text(word) + "'" + suggestion(word, known));
}

Result<void> read_leaves(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(
      file.only_keys(section, "in [leaves]", {"scheme", "letters", "halves", "spreads", "sides"}));
  LeafPolicy& leaves = policy.leaves;
  DELO_CHECK(read_word<LeafScheme>(file, section, "scheme",
                                   {{"names", LeafScheme::kNames},
                                    {"frames", LeafScheme::kFrames},
                                    {"carrier", LeafScheme::kCarrier}},
                                   leaves.scheme));
  DELO_CHECK(read_word<LeafLetters>(
      file, section, "letters",
      {{"verso", LeafLetters::kVerso}, {"lettered", LeafLetters::kLettered}}, leaves.letters));
  DELO_CHECK(read_word<LeafHalves>(
      file, section, "halves", {{"sides", LeafHalves::kSides}, {"opening", LeafHalves::kOpening}},
      leaves.halves));
  DELO_CHECK(read_word<LeafSpreads>(
      file, section, "spreads",
      {{"leaves", LeafSpreads::kLeaves}, {"opening", LeafSpreads::kOpening}}, leaves.spreads));
  return read_word<LeafSides>(
      file, section, "sides",
      {{"named", LeafSides::kNamed}, {"both", LeafSides::kBoth}, {"rectos", LeafSides::kRectos}},
      leaves.sides);
}

Result<void> read_texts(const PolicyText& file, const toml::table& section, Policy& policy) {
  DELO_CHECK(file.only_keys(section, "in [texts]", {"utf8_copies"}));
  const toml::node* copies = section.get("utf8_copies");
  if (!copies) return {};
  const auto value = copies->value_exact<bool>();
  if (!value) return file.refuse(*copies, "'utf8_copies' must be true or false");
  policy.utf8_copies = *value;
  return {};
}

struct Heading {
  PolicyId id;
  int version = 0;
  std::string title;
};

Result<Heading> read_heading(const PolicyText& file, const toml::table& root) {
  const toml::node* id = root.get("id");
  if (!id) return file.refuse(1, "'id' is missing: a policy has a name, id = \"scans\"");
  Heading heading;
  DELO_TRY(heading.id.value, file.text(*id, "'id'"));
  if (!is_id(heading.id.value)) {
    return file.refuse(*id, "'id' is '" + terminal_text(heading.id.value) +
                                "'; it has small letters a-z, digits and '-' only, 64 at most");
  }
  const toml::node* version = root.get("version");
  if (!version)
    return file.refuse(1, "'version' is missing: a whole number, raised at each change");
  DELO_TRY(const std::int64_t number,
           file.whole_number(*version, "'version'", 1, std::numeric_limits<int>::max()));
  heading.version = static_cast<int>(number);
  if (const toml::node* title = root.get("title")) {
    DELO_TRY(heading.title, file.text(*title, "'title'"));
  }
  return heading;
}

Result<toml::table> parse_toml(const PolicyText& file, std::string_view text) {
  if (text.size() > kMaxPolicyBytes) return file.refuse(1, "a policy has at most 1 MiB");
  if (!is_utf8(text)) return file.refuse(1, "the file is not UTF-8");
  toml::parse_result parsed = toml::parse(text, std::string_view(file.name));
  if (parsed.failed()) {
    const toml::parse_error& error = parsed.error();
    return file.refuse(error.source().begin.line,
                       "not TOML: " + terminal_text(error.description()));
  }
  return std::move(parsed).table();
}

fs::path installed_folder() {
  const char* folder = std::getenv("DELO_POLICIES");  // NOLINT: read before any thread starts
  return folder && *folder ? fs::path(folder) : fs::path(DELO_POLICY_FOLDER);
}

// The text of a policy that was named on the command line, and what to call it.
struct FoundPolicy {
  std::string text;
  fs::path name;
};

Result<FoundPolicy> find_text(const std::string& name) {
  if (name.empty()) return Error{ErrorCode::kInvalidArgument, "the name of the policy is empty"};
  if (name.find('/') != std::string::npos || name.ends_with(".toml")) {
    DELO_TRY(std::string text, read_file(name, kMaxPolicyBytes));
    return FoundPolicy{std::move(text), name};
  }
  if (is_id(name)) {
    const fs::path installed = installed_folder() / (name + ".toml");
    auto text = read_file(installed, kMaxPolicyBytes);
    if (text) return FoundPolicy{std::move(text).value(), installed};
    if (text.error().code != ErrorCode::kNotFound) return std::move(text).error();
    if (const std::string_view built_in = built_in_policy(name); !built_in.empty()) {
      return FoundPolicy{std::string(built_in), name + ".toml"};
    }
  }
  const Words ids = built_in_policy_ids();
  return Error{ErrorCode::kNotFound, "there is no policy '" + terminal_text(name) + "'" +
                                         suggestion(name, ids) +
                                         " (a file is named with its .toml)"};
}

}  // namespace

Result<Policy> parse_policy(std::string_view toml_text, const fs::path& name) {
  const PolicyText file{terminal_text(name.string())};
  DELO_TRY(const toml::table root, parse_toml(file, toml_text));
  if (const toml::node* audit = root.get("audit")) {
    return file.refuse(*audit, "this is a policy for audits, not for ingest");
  }
  DELO_CHECK(file.only_keys(
      root, "at the top",
      {"id", "version", "title", "accept", "description", "expect", "rules", "package",
       "submission", "rights", "later_delivery", "references", "leaves", "texts"}));
  DELO_TRY(Heading heading, read_heading(file, root));
  Policy policy{.id = std::move(heading.id),
                .version = heading.version,
                .title = std::move(heading.title),
                .digests = {DigestAlgorithm::kSha256, DigestAlgorithm::kSha512},
                .source = std::string(toml_text),
                .file = name};
  DELO_TRY(const toml::table* accept, file.section(root, "accept"));
  if (accept) DELO_CHECK(read_accept(file, *accept, policy));
  DELO_TRY(const toml::table* description, file.section(root, "description"));
  if (description) DELO_CHECK(read_description(file, *description, policy));
  DELO_TRY(const toml::table* expect, file.section(root, "expect"));
  if (expect) DELO_CHECK(read_expect(file, *expect, policy));
  DELO_TRY(const toml::table* rules, file.section(root, "rules"));
  if (rules) DELO_CHECK(read_rules(file, *rules, policy));
  DELO_TRY(const toml::table* package, file.section(root, "package"));
  if (package) DELO_CHECK(read_package(file, *package, policy));
  DELO_TRY(const toml::table* later, file.section(root, "later_delivery"));
  if (later) DELO_CHECK(read_later_delivery(file, *later, policy));
  DELO_TRY(const toml::table* references, file.section(root, "references"));
  if (references) DELO_CHECK(read_references(file, *references, policy));
  DELO_TRY(const toml::table* texts, file.section(root, "texts"));
  if (texts) DELO_CHECK(read_texts(file, *texts, policy));
  DELO_TRY(const toml::table* leaves, file.section(root, "leaves"));
  if (leaves) DELO_CHECK(read_leaves(file, *leaves, policy));
  DELO_TRY(policy.packages, parse_package_settings(toml_text, name, SettingsPlace::kAmongOthers));
  return policy;
}

Result<Policy> read_policy_file(const fs::path& path) {
  DELO_TRY(const std::string text, read_file(path, kMaxPolicyBytes));
  return parse_policy(text, path);
}

Result<AuditPolicy> parse_audit_policy(std::string_view toml_text, const fs::path& name) {
  const PolicyText file{terminal_text(name.string())};
  DELO_TRY(const toml::table root, parse_toml(file, toml_text));
  if (!root.contains("audit")) {
    return file.refuse(1, "there is no section [audit]: this is no policy for audits");
  }
  DELO_CHECK(file.only_keys(root, "at the top", {"id", "version", "title", "audit"}));
  DELO_TRY(Heading heading, read_heading(file, root));
  AuditPolicy policy{.id = std::move(heading.id),
                     .version = heading.version,
                     .title = std::move(heading.title),
                     .source = std::string(toml_text)};
  DELO_TRY(const toml::table* audit, file.section(root, "audit"));
  DELO_CHECK(file.only_keys(*audit, "in [audit]", {"period_days", "digests", "sample_percent"}));
  if (const toml::node* days = audit->get("period_days")) {
    DELO_TRY(const std::int64_t number, file.whole_number(*days, "'period_days'", 1, 36500));
    policy.period_days = static_cast<int>(number);
  }
  if (const toml::node* digests = audit->get("digests")) {
    DELO_TRY(policy.digests, read_digests(file, *digests));
  }
  if (const toml::node* sample = audit->get("sample_percent")) {
    DELO_TRY(policy.sample_percent, file.number(*sample, "'sample_percent'"));
    if (!(policy.sample_percent > 0) || policy.sample_percent > 100) {
      return file.refuse(*sample, "'sample_percent' must be above 0 and at most 100");
    }
  }
  return policy;
}

Result<void> check_rule_names(const Policy& policy,
                              const std::vector<std::string_view>& all_rules) {
  // Every rule, and every prefix of one that ends before a dot.
  std::set<std::string_view> known;
  for (const std::string_view rule : all_rules) {
    for (std::size_t end = rule.find('.'); end != std::string_view::npos;
         end = rule.find('.', end + 1)) {
      known.insert(rule.substr(0, end));
    }
    known.insert(rule);
  }
  for (const RuleAction& named : policy.rules) {
    if (known.contains(named.rule_prefix)) continue;
    const Words words(known.begin(), known.end());
    const std::string_view near = nearest_word(named.rule_prefix, words);
    return PolicyText{terminal_text(policy.file.string())}.refuse(
        static_cast<std::size_t>(std::max(named.line, 1)),
        "there is no rule '" + terminal_text(named.rule_prefix) + "'" +
            (near.empty() ? "; 'delo rules' lists them all"
                          : "; did you mean '" + std::string(near) + "'?"));
  }
  return {};
}

std::string_view built_in_policy(std::string_view id) {
  for (const BuiltInPolicy& policy : built_in_policies()) {
    if (policy.id == id) return policy.toml;
  }
  return {};
}

std::vector<std::string_view> built_in_policy_ids() {
  std::vector<std::string_view> ids;
  for (const BuiltInPolicy& policy : built_in_policies()) ids.push_back(policy.id);
  return ids;
}

Result<Policy> find_policy(const std::string& name) {
  DELO_TRY(const FoundPolicy found, find_text(name));
  return parse_policy(found.text, found.name);
}

Result<AuditPolicy> find_audit_policy(const std::string& name) {
  DELO_TRY(const FoundPolicy found, find_text(name));
  return parse_audit_policy(found.text, found.name);
}

}  // namespace delo
