#include "ingest/cli/plan_text.h"

#include <algorithm>
#include <cmath>

#include "core/text/utf8.h"
#include "ingest/cli/tint.h"
#include "ingest/reports/words.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kReasons = 4, kDetails = 6;

Tint tint_of(Readiness readiness) {
  return readiness == Readiness::kReady     ? Tint::kGood
         : readiness == Readiness::kRemarks ? Tint::kNote
                                            : Tint::kBad;
}

std::string_view mark_of(Readiness readiness) {
  return readiness == Readiness::kReady ? "✓" : readiness == Readiness::kRemarks ? "!" : "✗";
}

std::string right(std::string text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string lists_in_words(const PlannedItem& item) {
  if (item.lists.empty()) return "no checksums";
  const ListSeen& first = item.lists.front();
  std::string out = display_of(first.path.name()) + ": " + first.form.in_words();
  if (item.lists.size() > 1) out += " and " + count_of(item.lists.size() - 1, "further list");
  return out;
}

// Of each rule the first finding that says more than a remark, as the policy weighs it.
std::vector<std::string> remarks_of(const PlannedItem& item) {
  std::vector<std::string> out;
  for (const auto& reason : item.decision.reasons) {
    if (reason.action != Action::kNote) continue;
    const auto found = std::ranges::find(item.findings, reason.rule, &Finding::rule);
    if (found == item.findings.end()) continue;
    std::string text = reason.rule + ": " + found->message;
    if (reason.count > 1) text += " (and " + std::to_string(reason.count - 1) + " more)";
    out.push_back(std::move(text));
  }
  return out;
}

void add_more(std::string& out, std::uint64_t all, std::size_t told, std::string_view what) {
  if (all > told) out += "  and " + grouped(all - told) + " more " + std::string(what) + "\n";
}

}  // namespace

std::string PlanText::one_line(const PlannedItem& item) const {
  const Readiness readiness = item.readiness();
  const std::string reference = item.reference.canonical();
  std::string out = "  " + tinted(std::string(mark_of(readiness)), tint_of(readiness), colour_) +
                    " " + tinted(terminal_text(item.item.value), Tint::kBold, colour_);
  if (!reference.empty()) out += "  " + terminal_text(reference);
  return out + "  " + count_of(item.files, "file") + ", " + size_in_words(item.bytes) + "\n";
}

std::string PlanText::details(const PlannedItem& item) const {
  std::vector<std::string> facts;
  if (!item.reference_basis.empty()) facts.push_back("reference in " + item.reference_basis);
  if (!item.leaves.summary.empty()) facts.push_back(item.leaves.summary);
  facts.push_back(lists_in_words(item));
  if (!item.description.lacks.empty()) {
    facts.push_back("no " + joined(item.description.lacks) + " in the description");
  }
  std::string out = "      " + tinted(terminal_text(joined(facts)), Tint::kSoft, colour_) + "\n";
  const auto lines = [&](const std::vector<std::string>& texts, Tint tint, std::string_view mark,
                         std::size_t most) {
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) {
      out += "      " + tinted(std::string(mark), tint, colour_) + " " + terminal_text(texts[i]) +
             "\n";
    }
    if (texts.size() > most) {
      out += "        and " + count_of(texts.size() - most, "further reason") + "\n";
    }
  };
  const std::vector<std::string> because = item.because();
  lines(because, Tint::kBad, "✗", kReasons);
  if (because.empty()) lines(remarks_of(item), Tint::kNote, "!", kDetails);
  for (const auto& reason : item.decision.reasons) {
    const Rule* rule = reason.action >= Action::kReview ? rule_named(reason.rule) : nullptr;
    if (rule == nullptr) continue;
    out += "      " +
           tinted("→ " + std::string(rule->remedy) + " [" + std::string(name_of(rule->who)) + "]",
                  Tint::kSoft, colour_) +
           "\n";
    break;
  }
  return out;
}

void PlanText::add(const PlannedItem& item) {
  switch (item.readiness()) {
    case Readiness::kReady:
      if (ready_.size() < kReady) ready_.push_back(one_line(item));
      break;
    case Readiness::kRemarks:
      if (remarks_.size() < kRemarks) remarks_.push_back(one_line(item) + details(item));
      break;
    case Readiness::kNotReady:
      if (not_ready_.size() < kNotReady) not_ready_.push_back(one_line(item) + details(item));
      break;
  }
}

std::string PlanText::space(const Plan& plan) const {
  std::size_t width = 0;
  for (const auto& place : plan.ahead.places) width = std::max(width, place.name.size());
  std::string out;
  for (std::size_t i = 0; i < plan.ahead.disks.size(); ++i) {
    const auto& disk = plan.ahead.disks[i];
    std::size_t places = 0;
    for (const auto& place : plan.ahead.places) {
      if (place.disk != i) continue;
      ++places;
      out += "  " + place.name + std::string(width - place.name.size(), ' ') + "  " +
             right(size_in_words(place.bytes_needed), 9) + "\n";
    }
    const bool enough = disk.bytes_needed <= disk.bytes_free;
    out += "  " + std::string(width, ' ') + "  " + right(size_in_words(disk.bytes_needed), 9) +
           (places > 1 ? " together," : " needed,") + " of " + size_in_words(disk.bytes_free) +
           " free at " + terminal_text(disk.at.string()) + "  " +
           tinted(enough ? "✓" : "✗", enough ? Tint::kGood : Tint::kBad, colour_) + "\n";
  }
  return out;
}

std::string PlanText::text(const Plan& plan, const Policy& policy,
                           const std::string& written) const {
  std::string out = "\nPlan of " + terminal_text(plan.batch.root.filename().string()) + " (" +
                    std::string(name_of(plan.batch.shape)) + "), policy " + policy.id.value +
                    ", version " + std::to_string(policy.version) + "\n\n";
  const auto section = [&](const std::vector<std::string>& blocks, std::uint64_t all,
                           std::string_view what) {
    for (const std::string& block : blocks) out += block;
    add_more(out, all, blocks.size(), what);
    if (!blocks.empty()) out += "\n";
  };
  section(not_ready_, plan.not_ready, "are not ready");
  section(remarks_, plan.remarks, "are ready with remarks");
  section(ready_, plan.ready, "are ready");
  const auto count = [&](std::uint64_t n, Readiness readiness) {
    if (n == 0) return;
    out += right(grouped(n), 8) + "  " +
           tinted(std::string(mark_of(readiness)) + " " + std::string(words_for(readiness)),
                  tint_of(readiness), colour_) +
           "\n";
  };
  count(plan.ready, Readiness::kReady);
  count(plan.remarks, Readiness::kRemarks);
  count(plan.not_ready, Readiness::kNotReady);
  out += "\n  " + count_of(plan.items, "item") + ", " + count_of(plan.files, "file") + ", " +
         size_in_words(plan.bytes) + "; " + count_of(plan.headers_seen, "header") +
         " looked at, no content read\n";
  if (plan.batch.unpacked) {
    out += "  the archive was unpacked into a temporary folder for that, which is removed again\n";
  }
  if (plan.ready + plan.remarks > 0) {
    const auto ms = static_cast<std::int64_t>(std::llround(plan.time.seconds * 1000));
    out += "  to ingest what is ready takes about " + duration_in_words(ms) + ": " +
           plan.time.basis + "\n";
  }
  out += "\n" + space(plan);
  if (!written.empty()) {
    out +=
        "\n  The plan is in " + terminal_text(written) + ": delo ingest --plan carries it out.\n";
  }
  return out + "\nNothing was written to batch or holdings.\n";
}

}  // namespace delo::ingest
