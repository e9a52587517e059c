#include "ingest/reports/return_report.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "ingest/reports/report_file.h"
#include "ingest/reports/return_page.h"
#include "ingest/reports/run_lines.h"

namespace delo::ingest {
namespace {

std::string program_of(const RunRecord& run) {
  for (const Agent& agent : run.software) {
    if (agent.name == "delo") return agent.name + " " + agent.version;
  }
  return "delo";
}

ReturnHead head_of(const RunRecord& run, const Language& language) {
  const std::string name = std::filesystem::path(run.batch).filename().string();
  return {.batch = terminal_text(name.empty() ? run.batch : name),
          .producer = terminal_text(run.producer),
          .run = run.run,
          .policy = filled(language.say("{policy}, version {n}"),
                           {{"policy", run.policy_id}, {"n", std::to_string(run.policy_version)}}),
          .program = program_of(run),
          .examined = run.started,
          .interrupted = run.interrupted,
          .unfinished = run.not_begun};
}

// What is wrong with the batch itself withholds none of its items.
ReturnedItem batch_itself(const RunRecord& run) {
  ReturnedItem out;
  out.findings = run.findings;
  return out;
}

}  // namespace

Result<ReturnedItem> returned_item_of(const ItemRecord& record) {
  ReturnedItem out{.item = record.item.value,
                   .reference = record.reference,
                   .title = record.title,
                   .withheld = record.verdict && *record.verdict != Verdict::kAccept,
                   .missing = record.leaves.missing,
                   .unnumbered = record.leaves.unnumbered,
                   .findings = record.findings};
  for (const auto& reason : record.decision.reasons) {
    if (reason.action == Action::kReview || reason.action == Action::kReject) {
      out.withheld_by.push_back(reason.rule);
    }
  }
  if (out.withheld && record.person && !record.person->accept) {
    out.rejected_because = record.person->because;
  }
  DELO_CHECK(record.files.for_each([&](const ItemFile& file) {
    if (file.object.leaf) out.leaves.emplace_back(file.object.path, *file.object.leaf);
  }));
  std::ranges::sort(out.leaves, {}, &std::pair<RelativePath, Leaf>::first);
  return out;
}

Result<std::filesystem::path> write_return_list(const std::filesystem::path& folder,
                                                const Language& language, ReturnForm form,
                                                char separator) {
  DELO_TRY(const RunRecord run, read_run_record(folder));
  DELO_TRY(auto lines, item_lines_of(folder));
  ReturnList list(language);
  ReturnHead head = head_of(run, language);
  if (!run.findings.empty()) DELO_CHECK(list.add(batch_itself(run)));
  JsonRange line;
  while (true) {
    DELO_TRY(const bool more, lines.next(line));
    if (!more) break;
    DELO_TRY(const ItemRecord record, read_item_record(lines.source(), line, folder));
    if (!record.begun || !record.verdict) {
      head.unfinished += record.begun ? 1 : 0;  // the others are counted in run.json
      continue;
    }
    DELO_TRY(const ReturnedItem item, returned_item_of(record));
    DELO_CHECK(list.add(item));
  }
  const std::string name =
      "return-list." + std::string(language.tag()) + (form == ReturnForm::kPage ? ".html" : ".csv");
  DELO_TRY(auto file, ReportFile::create(folder / name));
  DELO_CHECK(form == ReturnForm::kPage ? write_return_page(*file, head, list)
                                       : write_return_table(*file, head, list, separator));
  DELO_CHECK(file->finish());
  return file->path();
}

}  // namespace delo::ingest
