#include "ingest/examination/examine_item.h"

#include <algorithm>
#include <set>

#include "core/bytes/disk.h"
#include "validators/leaves/leaf_likeness.h"
#include "validators/leaves/leaf_sequence.h"

namespace delo::ingest {
namespace {

// "libtiff 4.5.0" → "libtiff-4.5.0"
AgentId agent_of_tool(const std::string& tool) {
  std::string id = tool;
  std::ranges::replace(id, ' ', '-');
  return {id};
}

// Events tell of many files at once: one event per outcome, not one per file.
struct Group {
  std::vector<RelativePath> objects;
  std::set<std::string> tools;
  std::vector<Finding> findings;
};

void add_event(std::vector<Event>& events, Group group, EventType type, EventOutcome outcome,
               std::string detail, std::string note, RunContext& run) {
  if (group.objects.empty()) return;
  Event event{.type = type,
              .time = run.clock.now(),
              .detail = std::move(detail),
              .outcome = outcome,
              .outcome_note = std::move(note),
              .findings = std::move(group.findings),
              .agents = {run.software.front().id},
              .objects = std::move(group.objects)};
  for (const std::string& tool : group.tools) {
    const AgentId agent = agent_of_tool(tool);
    if (agent != event.agents.front()) event.agents.push_back(agent);
  }
  events.push_back(std::move(event));
}

void add_identification_events(ReceivedItem& received, RunContext& run) {
  Group known, unknown;
  for (const ItemFile& file : received.files) {
    Group& group = file.object.format.puid.empty() ? unknown : known;
    group.objects.push_back(file.object.path);
  }
  const std::string how = "by signature, with PRONOM identifiers";
  add_event(received.events, std::move(known), EventType::kFormatIdentification,
            EventOutcome::kSuccess, how, "", run);
  add_event(received.events, std::move(unknown), EventType::kFormatIdentification,
            EventOutcome::kWarning, how, "no signature known to us matches", run);
}

void add_validation_events(ReceivedItem& received, RunContext& run) {
  Group sound, remarked, invalid;
  for (const ItemFile& file : received.files) {
    const Examination& look = file.examination;
    if (look.validity == Validity::kNotExamined) continue;
    const bool warned = std::ranges::any_of(
        look.findings, [](const Finding& f) { return f.severity == Severity::kWarning; });
    Group& group = look.validity == Validity::kInvalid ? invalid : warned ? remarked : sound;
    group.objects.push_back(file.object.path);
    group.tools.insert(look.tools.begin(), look.tools.end());
    group.findings.insert(group.findings.end(), look.findings.begin(), look.findings.end());
  }
  const std::string how = "structure read and every strip, tile and stream decoded, in a sandbox";
  add_event(received.events, std::move(sound), EventType::kValidation, EventOutcome::kSuccess, how,
            "valid, nothing to remark", run);
  add_event(received.events, std::move(remarked), EventType::kValidation, EventOutcome::kWarning,
            how, "valid, with warnings", run);
  add_event(received.events, std::move(invalid), EventType::kValidation, EventOutcome::kFailure,
            how, "not valid", run);
}

void add_extraction_event(ReceivedItem& received, RunContext& run) {
  Group group;
  for (const ItemFile& file : received.files) {
    const TechnicalMetadata& technical = file.examination.technical;
    if (technical.pages.empty() && technical.embedded.empty() && technical.text_encoding.empty()) {
      continue;
    }
    group.objects.push_back(file.object.path);
    group.tools.insert(file.examination.tools.begin(), file.examination.tools.end());
  }
  add_event(received.events, std::move(group), EventType::kMetadataExtraction,
            EventOutcome::kSuccess, "technical and embedded metadata", "", run);
}

}  // namespace

Result<ExaminedItem> examine_item(ReceivedItem received, validators::IsolatedExaminer& examiner,
                                  RunContext& run) {
  for (ItemFile& file : received.files) {
    if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    run.progress.now_doing(file.object.path.text());
    DELO_TRY(const auto source, FileSource::open(file.content));
    DELO_TRY(file.examination, examiner.examine(*source, file.object.path));
    file.object.format = file.examination.format;
  }
  add_identification_events(received, run);
  add_validation_events(received, run);
  add_extraction_event(received, run);

  Item item = received.item;
  item.files.reserve(received.files.size());
  std::vector<std::uint32_t> pages;
  for (const ItemFile& file : received.files) {
    item.files.push_back(file.object);
    pages.push_back(file.examination.technical.page_count);
  }
  std::vector<Finding> findings = validators::check_leaf_sequence(item);
  validators::LeafAlbum album;
  album.add_item(0, received.files);
  for (Finding& twin : album.twins()) findings.push_back(std::move(twin));
  for (Finding& finding : validators::check_page_counts(item, pages))
    findings.push_back(std::move(finding));
  return ExaminedItem{std::move(received), std::move(findings)};
}

}  // namespace delo::ingest
