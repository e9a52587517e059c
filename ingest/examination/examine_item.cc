#include "ingest/examination/examine_item.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/bytes/disk.h"
#include "ingest/texts/text_copies.h"
#include "validators/leaves/leaf_likeness.h"
#include "validators/leaves/reconcile.h"
#include "validators/texts/item_texts.h"

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
  group.objects.shrink_to_fit();  // it may name a million files, and is long held
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

// What the examinations of an item come to.
class Examinations {
 public:
  void add(const ItemFile& file) {
    const Examination& look = file.examination;
    Group& named = file.object.format.puid.empty() ? unknown_ : known_;
    named.objects.push_back(file.object.path);
    if (look.validity != Validity::kNotExamined) {
      Group& judged = group_of(look);
      judged.objects.push_back(file.object.path);
      judged.tools.insert(look.tools.begin(), look.tools.end());
      judged.findings.insert(judged.findings.end(), look.findings.begin(), look.findings.end());
    }
    const TechnicalMetadata& technical = look.technical;
    if (technical.pages.empty() && technical.embedded.empty() && technical.text_encoding.empty() &&
        !technical.text) {
      return;
    }
    measured_.objects.push_back(file.object.path);
    measured_.tools.insert(look.tools.begin(), look.tools.end());
  }

  void tell(std::vector<Event>& events, RunContext& run) {
    const std::string by_signature = "by signature, with PRONOM identifiers";
    add_event(events, std::move(known_), EventType::kFormatIdentification, EventOutcome::kSuccess,
              by_signature, "", run);
    add_event(events, std::move(unknown_), EventType::kFormatIdentification, EventOutcome::kWarning,
              by_signature, "no signature known to us matches", run);
    const std::string decoded =
        "structure read and every strip, tile and stream decoded, in a sandbox";
    add_event(events, std::move(sound_), EventType::kValidation, EventOutcome::kSuccess, decoded,
              "valid, nothing to remark", run);
    add_event(events, std::move(remarked_), EventType::kValidation, EventOutcome::kWarning, decoded,
              "valid, with warnings", run);
    add_event(events, std::move(invalid_), EventType::kValidation, EventOutcome::kFailure, decoded,
              "not valid", run);
    add_event(events, std::move(measured_), EventType::kMetadataExtraction, EventOutcome::kSuccess,
              "technical and embedded metadata", "", run);
  }

 private:
  Group& group_of(const Examination& look) {
    if (look.validity == Validity::kInvalid) return invalid_;
    const bool warned = std::ranges::any_of(
        look.findings, [](const Finding& f) { return f.severity == Severity::kWarning; });
    return warned ? remarked_ : sound_;
  }

  Group known_, unknown_, sound_, remarked_, invalid_, measured_;
};

// All that leaves are compared by: scans, what has pages, texts that mark their sheets.
struct LeavesSeen {
  Item item;
  std::vector<validators::LeafEvidence> evidence;  // of item.files

  // Room that is not used costs no memory; to grow does.
  LeavesSeen(const Item& of, std::size_t files) : item(of) {
    item.files.reserve(files);
    evidence.reserve(files);
  }

  void add(const ItemFile& file) {
    auto seen = validators::leaf_evidence_of(file.examination.technical);
    const bool text =
        file.object.role == FileRole::kTranscription || file.object.role == FileRole::kTranslation;
    if (file.object.role != FileRole::kMaster && seen.empty() && !text) return;
    FileObject object = file.object;
    object.digests = {};
    object.format.name = {};
    object.format.basis = {};
    item.files.push_back(std::move(object));
    evidence.push_back(std::move(seen));
  }
};

// Which page is which leaf, in the files that carry many.
Result<void> note_carried(ItemFiles& files, const std::filesystem::path& folder,
                          const std::vector<FileObject>& known,
                          std::vector<validators::CarriedLeaves> carried) {
  if (carried.empty()) return {};
  std::map<std::string, std::vector<LeafPlace>> places;
  for (validators::CarriedLeaves& one : carried) {
    places.emplace(known[one.file].path.text(), std::move(one.places));
  }
  ItemFiles noted(folder);
  DELO_CHECK(files.for_each([&](ItemFile file) -> Result<void> {
    const auto found = places.find(file.object.path.text());
    if (found != places.end()) set_leaf_places(file.object, found->second);
    return noted.append(file);
  }));
  files = std::move(noted);
  return {};
}

// Transcriptions and translations, and the leaves that are blank; the texts themselves stay out.
class Texts {
 public:
  void add(const ItemFile& file) {
    const FileObject& object = file.object;
    const TechnicalMetadata& technical = file.examination.technical;
    if (object.role == FileRole::kMaster && object.leaf && technical.pages.size() == 1) {
      const auto& look = technical.pages.front().look;
      if (look && look->blank()) blank_.push_back(*object.leaf);
    }
    const bool of_record =
        object.role == FileRole::kTranscription || object.role == FileRole::kTranslation;
    if (!of_record || !technical.text) return;
    // Whatever is delivered, what is kept of it is bounded: some 100 MB at the worst.
    constexpr std::size_t kMostPlaces = 500'000;
    places_ += technical.text->marks.size() + technical.text->figures.size();
    if (++count_ > validators::kMostItemTexts || places_ > kMostPlaces) return;
    files_.push_back(object);
    texts_.push_back(*technical.text);
  }

  // `declared`: leaves that are said to be blank.
  std::vector<Finding> findings(const Item& item, const std::vector<Leaf>& declared) const {
    std::vector<validators::ItemText> texts;
    std::vector<Leaf> blank = blank_;
    blank.insert(blank.end(), declared.begin(), declared.end());
    for (std::size_t i = 0; i < files_.size(); ++i) texts.push_back({&files_[i], &texts_[i]});
    std::vector<Finding> findings = validators::check_texts_and_leaves(item, texts, blank, count_);
    for (Finding& finding : validators::check_translations(texts)) {
      findings.push_back(std::move(finding));
    }
    return findings;
  }

 private:
  std::size_t count_ = 0, places_ = 0;
  std::vector<FileObject> files_;
  std::vector<TextMetadata> texts_;
  std::vector<Leaf> blank_;
};

}  // namespace

Result<ExaminedItem> examine_item(ReceivedItem received, const Policy& policy,
                                  validators::IsolatedExaminer& examiner, RunContext& run,
                                  const std::filesystem::path& copies) {
  ItemFiles seen(received.folder);
  Examinations examinations;
  LeavesSeen shown(received.item, received.files.size());
  Texts texts;
  DELO_CHECK(received.files.for_each([&](ItemFile file) -> Result<void> {
    if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
    run.progress.now_doing(file.object.path.text());
    DELO_TRY(const auto source, FileSource::open(file.content));
    DELO_TRY(file.examination, examiner.examine(*source, file.object.path));
    file.object.format = file.examination.format;
    examinations.add(file);
    shown.add(file);
    texts.add(file);
    return seen.append(file);
  }));
  received.files = std::move(seen);
  examinations.tell(received.events, run);

  validators::Reconciliation reconciled =
      validators::reconcile_leaves_of(shown.item, policy.leaves, shown.evidence);
  DELO_CHECK(note_carried(received.files, received.folder, shown.item.files,
                          std::move(reconciled.carried)));
  shown.evidence = {};
  std::vector<Finding> findings = std::move(reconciled.findings);
  {
    validators::LeafAlbum album;
    DELO_CHECK(add_to_album(album, 0, received.files));
    for (Finding& twin : album.twins()) findings.push_back(std::move(twin));
  }
  validators::ask_for_texts(shown.item, reconciled.account);
  for (Finding& finding : texts.findings(shown.item, reconciled.account.blank)) {
    findings.push_back(std::move(finding));
  }
  if (policy.utf8_copies) {
    DELO_TRY(const std::vector<Finding> of_copies, copy_texts(received, examiner, run, copies));
    findings.insert(findings.end(), of_copies.begin(), of_copies.end());
  }
  return ExaminedItem{std::move(received), std::move(findings), std::move(reconciled.account)};
}

}  // namespace delo::ingest
