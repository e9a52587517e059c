#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>
#include <span>

#include "core/records/record_json.h"
#include "core/records/reference_template.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "holdings/archives_file.h"
#include "ingest/cli/command_support.h"
#include "ingest/cli/commands.h"
#include "ingest/cli/input_lines.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

// `part`: which text, where there are many.
std::vector<Finding> findings_of(const ParsedReferences& parsed, const std::string& part) {
  std::vector<Finding> out;
  for (const ReferenceFault& fault : parsed.faults) {
    out.push_back(
        finding(reference_rule(fault.kind), {.path = {}, .offset = fault.offset, .part = part},
                "offset " + std::to_string(fault.offset) + ": " + display_of(fault.message)));
  }
  if (parsed.references.empty() && out.empty()) {
    out.push_back(finding(reference_rule(ReferenceFault::Kind::kUnreadable),
                          {.path = {}, .offset = 0, .part = part},
                          "offset 0: expected a fond, opis or delo ('f. 45, op. 1, d. 337'); the "
                          "text names no fond, opis or delo"));
  }
  return out;
}

Json line_of(const std::string& text, const ArchivalReference& reference,
             const std::vector<Finding>& findings) {
  Json line = Json::object({{"text", text}});
  const Json parts = to_json(reference);
  for (const auto& [name, value] : parts.members()) line.set(name, value);
  const auto part = [&](std::string_view name, const std::string& value) {
    line.set(std::string(name), value.empty() ? Json() : Json(value));
  };
  part("box", reference.box);
  part("folder", reference.folder);
  part("volume", reference.volume);
  part("item", reference.item);
  part("reel", reference.reel);
  part("frames", reference.frames);
  if (reference.empty()) line.set("canonical", Json()).set("canonical_cyrillic", Json());
  line.set("findings", to_json(findings));
  return line;
}

// --archives, else what the holdings have; --template.
Result<std::optional<ReferenceTemplate>> habits_of(const Arguments& asked) {
  if (!asked.archives.empty()) {
    DELO_CHECK(holdings::use_archives_file(asked.archives));
  } else {
    DELO_CHECK(holdings::use_archives_of(asked.holdings));
  }
  if (asked.reference_template.empty()) return std::optional<ReferenceTemplate>();
  DELO_TRY(ReferenceTemplate pattern, ReferenceTemplate::parse(asked.reference_template));
  return std::optional<ReferenceTemplate>(std::move(pattern));
}

using Template = std::optional<ReferenceTemplate>;

struct Text {
  std::string text;
  std::string part;  // of what it was taken from, if anything
  bool cut = false;  // it was longer
};

// false: something of the text could not be read as a reference.
bool answer(const Text& asked, const Template& pattern, Output& out) {
  const std::string& text = asked.text;
  const ParsedReferences parsed = pattern ? pattern->read(text) : parse_references(text);
  std::vector<Finding> findings = findings_of(parsed, asked.part);
  if (asked.cut) {
    findings.push_back(
        finding(reference_rule(ReferenceFault::Kind::kUnreadable),
                {.path = {}, .offset = text.size(), .part = asked.part},
                "offset " + std::to_string(text.size()) + ": the line goes on, and " +
                    std::to_string(InputLines::kMostOfLine) + " bytes of a line are read"));
  }
  const bool good = !has_error(findings);
  if (out.quiet() && !out.json()) return good;
  if (parsed.references.empty()) out.line(line_of(text, {}, findings));
  for (const ArchivalReference& reference : parsed.references) {
    if (out.json()) {
      Json line = line_of(text, reference, findings);
      if (pattern) {
        const std::optional<std::string> written = pattern->print(reference);
        line.set("by_template", written ? Json(*written) : Json());
      }
      out.line(line);
      continue;
    }
    out.text(reference.canonical() + "\n" + reference.canonical_cyrillic() + "\n");
    std::string leaves;
    for (const Leaf& leaf : reference.leaves) leaves += (leaves.empty() ? "" : " ") + leaf.label();
    if (!leaves.empty()) out.text("leaves: " + leaves + "\n");
  }
  for (const Finding& finding : findings) out.finding(finding);
  return good;
}

// Texts, answered side by side and printed in their order.
Result<bool> answer_all(std::span<const Text> texts, const Template& pattern, Desk& desk) {
  constexpr std::size_t kShare = 64;
  const std::size_t shares = (texts.size() + kShare - 1) / kShare;
  std::atomic<bool> good{true};
  // Printed as soon as all before it are.
  std::mutex one_at_a_time;
  std::map<std::size_t, std::string> waiting;
  std::size_t next = 0;
  DELO_CHECK(for_each_parallel(shares, desk.asked.jobs, [&](std::size_t i, int) -> Result<void> {
    if (desk.run.stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    std::string answers;
    Output out(desk.out, answers);
    const std::size_t from = i * kShare;
    for (const Text& text : texts.subspan(from, std::min(kShare, texts.size() - from))) {
      if (!answer(text, pattern, out)) good = false;
    }
    const std::lock_guard lock(one_at_a_time);
    waiting.emplace(i, std::move(answers));
    for (auto at = waiting.begin(); at != waiting.end() && at->first == next; ++next) {
      desk.out.print(at->second);
      at = waiting.erase(at);
    }
    return {};
  }));
  return good.load();
}

// One text a line; empty lines are none.  What is there is answered before more is waited for.
Result<bool> answer_lines(InputLines& in, const Template& pattern, Desk& desk) {
  constexpr std::size_t kLines = 1024;
  bool good = true;
  std::vector<Text> lines;
  for (bool ended = false; !ended;) {
    DELO_TRY(std::optional<InputLine> line, in.next());
    ended = !line;
    if (line && (line->cut || line->text.find_first_not_of(" \t") != std::string::npos)) {
      const std::string part = "line " + std::to_string(line->number);
      lines.push_back({std::move(line->text), part, line->cut});
    }
    if (lines.empty() || (!ended && lines.size() < kLines && !in.would_wait())) continue;
    DELO_TRY(const bool these, answer_all(lines, pattern, desk));
    good = good && these;
    lines.clear();
  }
  return good;
}

}  // namespace

int command_reference(Desk& desk) {
  const auto habits = habits_of(desk.asked);
  if (!habits) return failed(desk, habits.error());
  const bool from_input = desk.asked.operands == std::vector<std::string>{"-"};
  std::vector<Text> texts;
  for (const std::string& text : desk.asked.operands) texts.push_back({text, "", false});
  InputLines input(STDIN_FILENO, desk.run.stop);
  const Result<bool> good =
      from_input ? answer_lines(input, *habits, desk) : answer_all(texts, *habits, desk);
  if (!good) return failed(desk, good.error());
  return *good ? 0 : 1;
}

}  // namespace delo::ingest
