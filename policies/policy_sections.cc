#include "policies/policy_sections.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <utility>

#include "core/records/reference_template.h"
#include "core/text/utf8.h"
#include "policies/nearest_word.h"
#include "policies/package_settings.h"

namespace delo {
namespace {

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

// "fmt/353" or "x-fmt/111"
bool is_puid(std::string_view text) {
  if (text.starts_with("x-")) text.remove_prefix(2);
  if (!text.starts_with("fmt/")) return false;
  text.remove_prefix(4);
  return !text.empty() && text.size() <= 6 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

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

// A section, and who reads it.
struct Section {
  std::string_view key;
  Result<void> (*read)(const PolicyText& file, const toml::table& section, Policy& policy);
};
constexpr std::array kSections = {
    Section{"accept", read_accept},         Section{"description", read_description},
    Section{"expect", read_expect},         Section{"rules", read_rules},
    Section{"package", read_package},       Section{"later_delivery", read_later_delivery},
    Section{"references", read_references}, Section{"texts", read_texts},
    Section{"leaves", read_leaves},
};

}  // namespace

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

Result<void> read_sections(const PolicyText& file, const toml::table& root, Policy& policy) {
  for (const auto& [key, read] : kSections) {
    DELO_TRY(const toml::table* section, file.section(root, key));
    if (section) DELO_CHECK(read(file, *section, policy));
  }
  return {};
}

}  // namespace delo
