#include "ingest/decision/decide_item.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/fixity/hasher.h"
#include "ingest/reception/from_batch.h"

namespace delo::ingest {
namespace {

constexpr std::array kRules = {
    Rule{"decision.overtaken", Severity::kWarning, "",
         "A person's decision on an item is about its files and the policy as they are now",
         "the files were delivered anew, the policy was changed, or something else was found",
         "Look at the item again and say delo decide --accept or --reject", Remedier::kArchivist},
};

std::string in_words(const PolicyDecision& decision) {
  std::string out;
  for (const PolicyDecision::Reason& reason : decision.reasons) {
    if (reason.action != Action::kReject && reason.action != Action::kReview) continue;
    if (!out.empty()) out += "; ";
    out += reason.rule + " × " + std::to_string(reason.count) + ": " +
           std::string(name_of(reason.action));
  }
  return out;
}

EventOutcome outcome_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAccept:
      return EventOutcome::kSuccess;
    case Verdict::kReview:
      return EventOutcome::kWarning;
    case Verdict::kReject:
      break;
  }
  return EventOutcome::kFailure;
}

Event appraisal(const PolicyDecision& decision, RunContext& run) {
  std::string note(name_of(decision.verdict));
  if (const std::string words = in_words(decision); !words.empty()) note += ": " + words;
  return Event{.type = EventType::kAppraisal,
               .time = run.clock.now(),
               .detail = "policy " + decision.policy.value + ", version " +
                         std::to_string(decision.policy_version),
               .outcome = outcome_of(decision.verdict),
               .outcome_note = std::move(note),
               .findings = {},
               .agents = {run.software.front().id},
               .objects = {}};
}

Event appraisal_by(const PersonalDecision& person) {
  return Event{.type = EventType::kAppraisal,
               .time = person.time,
               .detail = "decision of a person on a withheld item: " + person.because,
               .outcome = person.accept ? EventOutcome::kSuccess : EventOutcome::kFailure,
               .outcome_note = std::string(person.accept ? "accept" : "reject") +
                               (person.as_version_of.empty() ? "" : " as a version of the package"),
               .findings = {},
               .agents = {{"person-" + person.person}},
               .objects = {}};
}

}  // namespace

Result<std::vector<Finding>> all_findings(const ExaminedItem& examined, const Policy& policy) {
  std::vector<Finding> out = examined.received.findings, unexpected;
  DELO_CHECK(examined.received.files.for_each([&](const ItemFile& file) {
    if (is_document_from_batch(file.object)) return;  // one fault would be a fault of every item
    const auto& seen = file.examination.findings;
    out.insert(out.end(), seen.begin(), seen.end());
    for (Finding& one : check_expectations(policy, file.object, file.examination)) {
      unexpected.push_back(std::move(one));
    }
  }));
  out.insert(out.end(), examined.findings.begin(), examined.findings.end());
  std::ranges::move(check_description(policy, examined.received.item), std::back_inserter(out));
  std::ranges::move(unexpected, std::back_inserter(out));
  return out;
}

Result<DecisionGround> ground_of(const ExaminedItem& examined, const Policy& policy) {
  static constexpr std::array kAlgorithms = {DigestAlgorithm::kSha256};
  DELO_TRY(const auto files, Hasher::create(kAlgorithms));
  DELO_CHECK(examined.received.files.for_each([&](const ItemFile& file) {
    const auto sha256 = file.object.digests.find(DigestAlgorithm::kSha256);
    return files->write_text(file.object.path.text() + '\0' +
                             (sha256 ? sha256->hex : std::string()) + '\n');
  }));
  DELO_CHECK(files->finish());
  DELO_TRY(const std::vector<Finding> findings, all_findings(examined, policy));
  DecisionGround ground{.content = files->digests().strongest().hex,
                        .policy = policy.id.value,
                        .policy_digest = sha256_of(policy.source).hex,
                        .reasons = {}};
  for (const auto& reason : decide(policy, findings).reasons) {
    if (reason.action >= Action::kReview) ground.reasons.push_back(reason.rule);
  }
  return ground;
}

Finding overtaken(const RecordedDecision& recorded) {
  const PersonalDecision& said = recorded.decision;
  const std::string who = said.person.empty()
                              ? std::string("a person's decision")
                              : "the decision of " + said.person + " of " + to_iso8601(said.time) +
                                    " to " + (said.accept ? "accept" : "reject") + " the item (" +
                                    said.because + ")";
  return finding(kRules[0], {}, who + " does not hold any more: " + recorded.overtaken_by);
}

std::span<const Rule> decision_rules() { return kRules; }

Result<DecidedItem> decide_item(ExaminedItem examined, const Policy& policy,
                                const std::optional<PersonalDecision>& person, RunContext& run) {
  DELO_TRY(const std::vector<Finding> findings, all_findings(examined, policy));
  PolicyDecision decision = decide(policy, findings);
  examined.received.events.push_back(appraisal(decision, run));
  if (person) examined.received.events.push_back(appraisal_by(*person));
  const bool accepted = person ? person->accept : decision.verdict == Verdict::kAccept;
  if (accepted) return DecidedItem(AcceptedItem{std::move(examined), std::move(decision), person});
  return DecidedItem(WithheldItem{std::move(examined), std::move(decision), person});
}

}  // namespace delo::ingest
