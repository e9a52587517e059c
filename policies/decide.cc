#include "policies/decide.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "core/records/archival_description.h"

namespace delo {
namespace {

constexpr std::array kRules = {
    Rule{"policy.format", Severity::kError, "", "The file has a format that the policy accepts",
         "another format was delivered than was agreed, or the file has the wrong extension",
         "Ask the producer for the agreed format, or add the PRONOM id to [accept] formats",
         Remedier::kProducer},
    Rule{"policy.expect.resolution_ppi", Severity::kWarning, "",
         "The resolution of every page is as the policy expects",
         "the scanner was set to another resolution, or the file doesn't say its own",
         "Have the leaf scanned again at the agreed resolution, or correct the resolution tags",
         Remedier::kProducer},
    Rule{"policy.expect.bits_per_sample", Severity::kWarning, "",
         "Every page has the bits per sample that the policy expects",
         "the scanner was set to another mode (bitonal, grey, colour)",
         "Have the leaf scanned again in the agreed mode, or widen the policy",
         Remedier::kProducer},
    Rule{"policy.expect.compression", Severity::kWarning, "",
         "Every page is compressed as the policy expects",
         "the scanning program was set to another compression",
         "Ask for the masters with the agreed compression; a lossy master can't be mended",
         Remedier::kProducer},
    Rule{"policy.expect.photometric", Severity::kWarning, "",
         "Every page has the colour space that the policy expects",
         "the scanner was set to another mode (bitonal, grey, colour)",
         "Have the leaf scanned again in the agreed mode, or widen the policy",
         Remedier::kProducer},
    Rule{"policy.expect.icc", Severity::kWarning, "",
         "Every page has the colour profile that the policy expects",
         "the scanning program did not embed the scanner's profile",
         "Ask the producer to embed the profile of the scanner", Remedier::kProducer},
    Rule{"policy.description.required", Severity::kError, "ISAD(G) § 3",
         "The description has every element that the policy requires",
         "the description was delivered incomplete, or names the element otherwise",
         "Complete metadata.csv or the finding aid, or take the element from [description]",
         Remedier::kProducer},
};

// Resolutions are rationals in files: 11811/100 per cm is 299.9994 ppi, and meant as 300.
constexpr double kSlack = 1e-3;

const Rule& rule_of(std::string_view property) {
  for (const Rule& rule : kRules) {
    if (rule.id.substr(rule.id.rfind('.') + 1) == property) return rule;
  }
  return kRules[1];
}

std::string list_text(const std::vector<std::string>& words, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? last_joint : std::string_view(", ");
    out += words[i];
  }
  return out;
}

std::string expected_text(const Expectation& expectation) {
  const std::string_view unit = expectation.property == "resolution_ppi" ? " ppi" : "";
  std::string out;
  if (!expectation.one_of.empty()) {
    out = expectation.property == "icc" && expectation.one_of == std::vector<std::string>{"any"}
              ? std::string("an embedded profile")
              : list_text(expectation.one_of, " or ");
  }
  if (expectation.min)
    out += (out.empty() ? "at least " : ", at least ") + number_text(*expectation.min);
  if (expectation.max)
    out += (out.empty() ? "at most " : ", at most ") + number_text(*expectation.max);
  return out + std::string(unit);
}

// The values of one property that one page has; empty: the file does not say.
struct PageValues {
  std::vector<double> numbers;
  std::vector<std::string> words;
};

PageValues values_of(const PageMetadata& page, std::string_view property) {
  PageValues values;
  if (property == "resolution_ppi") {
    if (page.resolution_x) values.numbers.push_back(*page.resolution_x);
    if (page.resolution_y) values.numbers.push_back(*page.resolution_y);
    if (values.numbers.empty() && page.ppi) values.numbers.push_back(*page.ppi);
    for (const double number : values.numbers) values.words.push_back(number_text(number));
  } else if (property == "bits_per_sample") {
    for (const std::uint16_t bits : page.bits_per_sample) {
      values.numbers.push_back(bits);
      values.words.push_back(std::to_string(bits));
    }
  } else {
    const std::string& word = property == "compression"   ? page.compression
                              : property == "photometric" ? page.photometric
                                                          : page.icc;
    if (!word.empty()) values.words.push_back(word);
  }
  return values;
}

bool is_as_expected(const Expectation& expectation, const PageValues& values) {
  if (values.words.empty()) return false;
  const auto too_far = [&](double number) {
    return (expectation.min && number * (1 + kSlack) < *expectation.min) ||
           (expectation.max && number * (1 - kSlack) > *expectation.max);
  };
  if (std::ranges::any_of(values.numbers, too_far)) return false;
  if (expectation.one_of.empty()) return true;
  if (expectation.property == "icc" &&
      std::ranges::find(expectation.one_of, "any") != expectation.one_of.end()) {
    return true;
  }
  const auto is_one_of = [&](double number) {
    return std::ranges::any_of(expectation.one_of, [&](const std::string& word) {
      double wanted = 0;
      std::from_chars(word.data(), word.data() + word.size(), wanted);
      return std::abs(wanted - number) <= number * kSlack;
    });
  };
  if (!values.numbers.empty()) return std::ranges::all_of(values.numbers, is_one_of);
  return std::ranges::all_of(values.words, [&](const std::string& word) {
    return std::ranges::find(expectation.one_of, word) != expectation.one_of.end();
  });
}

std::string found_text(const Expectation& expectation, const PageValues& values) {
  if (values.words.empty()) return "is not stated in the file";
  // Three equal values for three colours need not be told three times.
  std::vector<std::string> words;
  for (const std::string& word : values.words) {
    if (words.empty() || words.back() != word) words.push_back(word);
  }
  return "is " + list_text(words, " by ") +
         (expectation.property == "resolution_ppi" ? " ppi" : "");
}

std::string_view spoken_name(std::string_view property) {
  if (property == "resolution_ppi") return "resolution";
  if (property == "bits_per_sample") return "bits per sample";
  if (property == "icc") return "colour profile";
  return property;
}

void check_expectation(const Expectation& expectation, const FileObject& file,
                       const TechnicalMetadata& technical, std::vector<Finding>& findings) {
  const Rule& rule = rule_of(expectation.property);
  const std::string name(spoken_name(expectation.property));
  if (technical.pages.empty()) {
    findings.push_back(finding(rule, {.path = file.path},
                               name + " is not known, expected " + expected_text(expectation)));
    return;
  }
  std::size_t others = 0;
  std::string message, part;
  for (std::size_t i = 0; i < technical.pages.size(); ++i) {
    const PageValues values = values_of(technical.pages[i], expectation.property);
    if (is_as_expected(expectation, values)) continue;
    if (!message.empty()) {
      ++others;
      continue;
    }
    message =
        name + " " + found_text(expectation, values) + ", expected " + expected_text(expectation);
    if (technical.pages.size() > 1) part = "page " + std::to_string(i + 1);
  }
  if (message.empty()) return;
  if (others > 0) {
    message += "; " + std::to_string(others) + " more page" + (others == 1 ? "" : "s") +
               " not as expected";
  }
  findings.push_back(finding(rule, {.path = file.path, .part = part}, message));
}

bool is_content(FileRole role) {
  return role == FileRole::kMaster || role == FileRole::kAccess ||
         role == FileRole::kTranscription || role == FileRole::kTranslation;
}

// The ids accepted for this file; nullptr: any.
const std::vector<std::string>* accepted_formats(const Policy& policy, FileRole role) {
  for (const AcceptedFormats& accepted : policy.formats_by_role) {
    if (accepted.role == role) return &accepted.puids;
  }
  return policy.formats.empty() || !is_content(role) ? nullptr : &policy.formats;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kReject:
      return "reject";
    case Verdict::kReview:
      return "review";
    case Verdict::kAccept:
      return "accept";
  }
  return "reject";
}

std::vector<Finding> check_expectations(const Policy& policy, const FileObject& file,
                                        const Examination& examination) {
  std::vector<Finding> findings;
  if (const auto* accepted = accepted_formats(policy, file.role)) {
    const Format& format = examination.format;
    if (std::ranges::find(*accepted, format.puid) == accepted->end()) {
      const std::string found =
          format.puid.empty() ? "not known" : format.puid + " (" + format.name + ")";
      findings.push_back(finding(kRules[0], {.path = file.path},
                                 "format of this " + std::string(name_of(file.role)) + " file is " +
                                     found + ", the policy accepts " +
                                     list_text(*accepted, " or ")));
    }
  }
  if (file.role == FileRole::kMaster) {
    for (const Expectation& expectation : policy.expect) {
      check_expectation(expectation, file, examination.technical, findings);
    }
  }
  return findings;
}

std::vector<Finding> check_description(const Policy& policy, const Item& item) {
  std::vector<Finding> findings;
  if (policy.required.empty()) return findings;
  const Rule& rule = kRules.back();
  const auto tell = [&](IsadElement element, const std::string& whose) {
    const IsadTerm& term = term_of(element);
    Finding missing =
        finding(rule, {},
                whose + " has no " + std::string(term.word) + " (" + std::string(term.name) + ")");
    missing.clause = "ISAD(G) " + std::string(term.clause);
    findings.push_back(std::move(missing));
  };
  const ArchivalDescription described = describe(item);
  for (const RequiredElements& required : policy.required) {
    if (required.level.empty()) {
      for (const IsadElement element : required.elements) {
        if (!described.has(element, policy.inherited_counts))
          tell(element, "the item's description");
      }
      continue;
    }
    for (const DescriptionLevel& level : item.levels) {
      if (level.level != required.level) continue;
      const ArchivalDescription above = describe(level.elements);
      for (const IsadElement element : required.elements) {
        if (!above.has(element)) tell(element, "the level " + level.level);
      }
    }
  }
  return findings;
}

Action action_for(const Policy& policy, const Finding& finding) {
  const std::string_view rule = finding.rule;
  std::optional<Action> action;
  std::size_t longest = 0;
  for (const RuleAction& named : policy.rules) {
    const std::string_view prefix = named.rule_prefix;
    const bool applies =
        rule.starts_with(prefix) && (rule.size() == prefix.size() || rule[prefix.size()] == '.');
    if (applies && (!action || prefix.size() > longest)) {
      action = named.action;
      longest = prefix.size();
    }
  }
  constexpr std::string_view kExpect = "policy.expect.";
  if (rule.starts_with(kExpect)) {
    for (const Expectation& expectation : policy.expect) {
      // An expectation says its own action; [rules] overrules it only where it
      // speaks of expectations: "policy.expect" or the property's own rule.
      if (rule.substr(kExpect.size()) == expectation.property && longest + 1 < kExpect.size()) {
        action = expectation.action;
      }
    }
  }
  if (!action) {
    switch (finding.severity) {
      case Severity::kError:
        return Action::kReject;
      case Severity::kWarning:
        return Action::kNote;
      case Severity::kInfo:
        return Action::kAccept;
    }
  }
  if (finding.severity == Severity::kInfo) return std::min(*action, Action::kNote);
  return *action;
}

PolicyDecision decide(const Policy& policy, std::span<const Finding> findings) {
  std::map<std::pair<std::string, Action>, std::size_t> counts;
  Action strictest = Action::kAccept;
  for (const Finding& finding : findings) {
    const Action action = action_for(policy, finding);
    strictest = std::max(strictest, action);
    ++counts[{finding.rule, action}];
  }
  PolicyDecision decision{.policy = policy.id, .policy_version = policy.version};
  decision.verdict = strictest == Action::kReject   ? Verdict::kReject
                     : strictest == Action::kReview ? Verdict::kReview
                                                    : Verdict::kAccept;
  for (const auto& [key, count] : counts) {
    decision.reasons.push_back({key.first, key.second, count});
  }
  std::ranges::stable_sort(decision.reasons, std::ranges::greater{},
                           &PolicyDecision::Reason::action);
  return decision;
}

std::span<const Rule> policy_rules() { return kRules; }

}  // namespace delo
