#include "ingest/cli/summary.h"

#include <algorithm>
#include <functional>

#include "core/text/utf8.h"
#include "ingest/cli/tint.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

Tint tint_of(Fate fate) {
  switch (fate) {
    case Fate::kAccepted:
      return Tint::kGood;
    case Fate::kRemarks:
    case Fate::kReview:
    case Fate::kNotBegun:
      return Tint::kNote;
    case Fate::kRejected:
    case Fate::kFailed:
      return Tint::kBad;
  }
  return Tint::kBad;
}

std::string right(std::string_view text, std::size_t width) {
  std::string out(width > text.size() ? width - text.size() : 0, ' ');
  return out.append(text);
}

// The findings that decided, weightiest first, of each rule the first; where nothing
// was decided, the worst.
std::vector<const Finding*> deciding(const ItemRecord& item) {
  const auto weight = [&item](const Finding& finding) {
    for (const auto& reason : item.decision.reasons) {
      if (reason.rule == finding.rule) {
        return static_cast<int>(reason.action) * 4 + static_cast<int>(finding.severity);
      }
    }
    return static_cast<int>(finding.severity);
  };
  std::vector<const Finding*> out;
  for (const Finding& finding : item.findings) {
    const auto same = [&](const Finding* other) { return other->rule == finding.rule; };
    if (std::ranges::none_of(out, same)) out.push_back(&finding);
  }
  std::ranges::stable_sort(out, std::greater<>(), [&](const Finding* f) { return weight(*f); });
  const int least = static_cast<int>(Action::kReview) * 4;
  // That a person's word does not count any more is told with what decided.
  const auto overtaken = std::ranges::find(out, "decision.overtaken", &Finding::rule);
  if (overtaken != out.end()) std::rotate(out.begin(), overtaken, overtaken + 1);
  const auto decided = std::ranges::find_if(out, [&](const Finding* finding) {
    return weight(*finding) < least && finding->rule != "decision.overtaken";
  });
  out.erase(decided == out.begin() && !out.empty() ? decided + 1 : decided, out.end());
  return out;
}

std::string reason_of(const Finding& finding) {
  const std::string where = terminal_text(finding.where.path.text());
  std::string out = finding.rule + ": ";
  if (!where.empty() && !finding.message.starts_with(where)) out += where + ": ";
  return out + terminal_text(finding.message);
}

std::string rate_of(std::uint64_t bytes, std::int64_t milliseconds) {
  if (milliseconds < 20) return {};  // all was done before; nothing was read
  const double rate = static_cast<double>(bytes) * 1000 / static_cast<double>(milliseconds);
  return " (" + size_in_words(static_cast<std::uint64_t>(rate)) + "/s)";
}

// What is wrong beside the items: without it nobody would see why all is not well.
std::string about_batch(const RunRecord& run, bool colour) {
  constexpr std::size_t kMost = 6;
  std::string out;
  std::size_t told = 0, more = 0;
  for (const Finding& finding : run.findings) {
    if (finding.severity == Severity::kInfo) continue;
    if (told == kMost) {
      ++more;
      continue;
    }
    ++told;
    const bool bad = finding.severity == Severity::kError;
    out += "\n  " + tinted(terminal_text(finding.where.path.text()), Tint::kBold, colour) +
           "\n      " + tinted(bad ? "✗" : "?", bad ? Tint::kBad : Tint::kNote, colour) + " " +
           finding.rule + ": " + terminal_text(finding.message) + "\n";
    if (const Rule* rule = rule_named(finding.rule)) {
      out += "      " +
             tinted("→ " + std::string(rule->remedy) + " [" + std::string(name_of(rule->who)) + "]",
                    Tint::kSoft, colour) +
             "\n";
    }
  }
  if (more > 0) {
    out += "\n  and " + count_of(more, "further finding") + " about the batch: see the report\n";
  }
  return out;
}

}  // namespace

void IngestSummary::add(const ItemRecord& item) {
  const Fate fate = fate_of(item);
  ++count_[static_cast<std::size_t>(fate)];
  if (item.was_there) ++was_there_[static_cast<std::size_t>(fate)];
  files_ += item.files.size();
  bytes_ += item.bytes;
  if (fate == Fate::kAccepted || fate == Fate::kRemarks || fate == Fate::kNotBegun) return;
  if (lines_.size() >= kLines) return;
  Line line{fate, terminal_text(item.item.value), item.reference.canonical(), {}, {}, 0};
  const auto findings = deciding(item);
  if (fate == Fate::kFailed || item.person) {
    line.reasons.push_back(because_of(item));
  } else if (!findings.empty()) {
    for (const Finding* finding : findings) {
      line.reasons.push_back(reason_of(*finding));
      if (line.reasons.size() == kReasons) break;
    }
    line.findings = item.findings.size();
    if (const Rule* rule = rule_named(findings.front()->rule)) {
      line.remedy = std::string(rule->remedy) + " [" + std::string(name_of(rule->who)) + "]";
    }
  } else {
    line.reasons.push_back(because_of(item));
  }
  lines_.push_back(std::move(line));
}

std::string IngestSummary::text(const RunRecord& run, const std::filesystem::path& report,
                                bool colour) const {
  std::string out = "\n";
  static constexpr std::array kOrder = {Fate::kAccepted, Fate::kRemarks, Fate::kReview,
                                        Fate::kRejected, Fate::kFailed};
  for (const Fate fate : kOrder) {
    const std::uint64_t n = count_[static_cast<std::size_t>(fate)];
    if (n == 0) continue;
    out += right(grouped(n), 8) + "  " +
           tinted(std::string(mark_of(fate)) + " " + std::string(words_for(fate)), tint_of(fate),
                  colour);
    const std::uint64_t there = was_there_[static_cast<std::size_t>(fate)];
    if (there == n) out += " (was there already)";
    if (there > 0 && there < n) out += " (" + grouped(there) + " was there already)";
    out += "\n";
  }
  const auto took = (run.finished - run.started).count();
  out += "\n  " + count_of(files_, "file") + ", " + size_in_words(bytes_) + " in " +
         duration_in_words(took) + rate_of(bytes_, took) + ", policy " + run.policy_id +
         " version " + std::to_string(run.policy_version) + "\n";
  if (run.interrupted) {
    out += "\n  " +
           tinted("Interrupted: run the same command again and it goes on", Tint::kNote, colour) +
           "\n";
  }
  if (run.not_begun > 0) {
    out += "\n  " +
           tinted(count_of(run.not_begun, "further item") +
                      " of the batch not begun; the same command goes on with them",
                  Tint::kNote, colour) +
           "\n";
  }
  out += about_batch(run, colour);
  // Workers end items in any order; people read them in the batch's.
  std::vector<Line> lines = lines_;
  std::ranges::stable_sort(lines, {}, &Line::item);
  for (const Line& line : lines) {
    out += "\n  " + tinted(line.item, Tint::kBold, colour);
    if (!line.reference.empty()) out += "  " + line.reference;
    out += "\n";
    // One screen: all reasons of one or two items, the first of each of many.
    const std::size_t told = lines.size() <= 2 ? line.reasons.size() : 1;
    for (std::size_t i = 0; i < told; ++i) {
      out +=
          "      " + tinted(mark_of(line.fate), tint_of(line.fate), colour) + " " + line.reasons[i];
      if (i + 1 == told && line.findings > told) {
        out += " (and " + count_of(line.findings - told, "further finding") + ")";
      }
      out += "\n";
    }
    if (!line.remedy.empty())
      out += "      " + tinted("→ " + line.remedy, Tint::kSoft, colour) + "\n";
  }
  const std::uint64_t withheld = count_[static_cast<std::size_t>(Fate::kReview)] +
                                 count_[static_cast<std::size_t>(Fate::kRejected)] +
                                 count_[static_cast<std::size_t>(Fate::kFailed)];
  if (withheld > lines_.size()) {
    out += "\n  and " + count_of(withheld - lines_.size(), "further item") +
           " that somebody must look at: see the report\n";
  }
  const auto undecided = std::ranges::find(lines, Fate::kReview, &Line::fate);
  if (undecided != lines.end()) {
    out += "\n  " +
           tinted("→ delo decide '" + undecided->item +
                      "' --accept --because '…' takes it up as it is, --reject sends it back",
                  Tint::kSoft, colour) +
           "\n";
  }
  out += "\n  Report   " + report.string() + "\n";
  out += "  Holdings " + run.holdings + "\n";
  return out;
}

void AuditSummaryText::add(const holdings::AuditLine& line) {
  ++seen_;
  const bool lost =
      line.state == holdings::FileState::kDamaged || line.state == holdings::FileState::kMissing;
  if (lost && line.repairable) ++repairable_;
  if (lines_.size() < kLines) lines_.push_back(line);
}

std::string AuditSummaryText::text(const AuditRunRecord& run, const std::filesystem::path& report,
                                   bool colour) const {
  const holdings::AuditSummary& sum = run.summary;
  std::string out = "\n";
  const auto row = [&](std::uint64_t n, std::string_view mark, std::string_view what, Tint tint) {
    if (n == 0) return;
    out += right(grouped(n), 10) + "  " +
           tinted(std::string(mark) + " " + std::string(what), tint, colour) + "\n";
  };
  row(sum.intact, "✓", "intact", Tint::kGood);
  row(sum.repaired, "✓", "repaired", Tint::kNote);
  row(sum.damaged, "✗", "damaged", Tint::kBad);
  row(sum.missing, "✗", "missing", Tint::kBad);
  row(sum.unexpected, "?", "unexpected", Tint::kNote);
  row(sum.unrepairable, "!", "beyond repair: no intact copy is left", Tint::kBad);
  const auto took = (run.finished - run.started).count();
  out += "\n  " + count_of(sum.files, "file") + " in " + count_of(sum.copies, "copy") + ", " +
         size_in_words(sum.bytes) + " in " + duration_in_words(took) + rate_of(sum.bytes, took) +
         "\n  " + percent(sum.coverage) + " of all copies verified within the policy's period" +
         "\n";
  if (!sum.ledger_intact) {
    out +=
        "  " +
        tinted("✗ The ledger is not intact: `delo ledger verify` says where", Tint::kBad, colour) +
        "\n";
  }
  if (run.interrupted) {
    out += "  " + tinted("Interrupted: what was verified until then counts", Tint::kNote, colour) +
           "\n";
  }
  if (!lines_.empty()) out += "\n";
  for (const holdings::AuditLine& line : lines_) {
    const bool repaired = line.state == holdings::FileState::kRepaired;
    out += "  " + tinted(name_of(line.state), repaired ? Tint::kNote : Tint::kBad, colour) + "  " +
           terminal_text(line.copy) + "\n      " + terminal_text(line.path);
    if (line.path.empty()) {
      out += terminal_text(line.note);  // a store, or a copy as a whole
    } else if (!line.note.empty()) {
      out += "  (" + terminal_text(line.note) + ")";
    }
    out += "\n";
  }
  if (seen_ > lines_.size()) {
    out += "  and " + grouped(seen_ - lines_.size()) + " more: see the report\n";
  }
  if (!sum.not_checked.empty()) out += "\n";
  for (const std::string& sentence : sum.not_checked) {
    out += "  " + tinted("Not checked: ", Tint::kNote, colour) + terminal_text(sentence) + "\n";
  }
  std::string advice;
  if (repairable_ > 0) {
    advice = "→ delo audit --all --repair brings back what another copy has intact";
  } else if (sum.unrepairable > 0) {
    advice = "→ keep what is left, and look for another source: the producer, a backup";
  }
  if (!advice.empty()) out += "\n  " + tinted(advice, Tint::kSoft, colour) + "\n";
  if (!report.empty()) out += "\n  Report   " + report.string() + "\n";
  return out;
}

}  // namespace delo::ingest
