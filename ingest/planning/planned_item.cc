#include "ingest/planning/planned_item.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/fixity/hasher.h"
#include "core/records/record_json.h"
#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

constexpr std::uint64_t kOfEachFile = 8192, kOfEachPackage = 65536, kBlock = 4096;  // bytes

PlannedDescription description_of(const BatchItem& batch_item) {
  const Item& item = batch_item.item;
  PlannedDescription out;
  for (const FileObject& file : item.files) {
    if (file.role == FileRole::kDescription) out.files.push_back(file.path);
  }
  for (const FileFromBatch& file : batch_item.from_batch) out.files.push_back(file.path);
  std::ranges::sort(out.files);
  std::set<std::string> names;
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) names.insert(element.name);
  }
  out.elements.assign(names.begin(), names.end());
  struct Essential {
    std::string_view element, word;
  };
  static constexpr std::array kEssential = {Essential{"title", "title"}, Essential{"date", "date"},
                                            Essential{"creator", "creator"}};
  if (item.reference.empty()) out.lacks.emplace_back("reference");
  for (const Essential& one : kEssential) {
    const bool there = std::ranges::any_of(names, [&](const std::string& name) {
      return to_lower(name).find(one.word) != std::string::npos;
    });
    if (!there) out.lacks.emplace_back(one.element);
  }
  return out;
}

}  // namespace

std::string_view name_of(Readiness readiness) {
  switch (readiness) {
    case Readiness::kReady:
      return "ready";
    case Readiness::kRemarks:
      return "ready-with-remarks";
    case Readiness::kNotReady:
      break;
  }
  return "not-ready";
}

std::string_view words_for(Readiness readiness) {
  switch (readiness) {
    case Readiness::kReady:
      return "ready";
    case Readiness::kRemarks:
      return "ready with remarks";
    case Readiness::kNotReady:
      break;
  }
  return "not ready";
}

Readiness PlannedItem::readiness() const {
  if (decision.verdict != Verdict::kAccept) return Readiness::kNotReady;
  const bool remarks = std::ranges::any_of(
      decision.reasons, [](const auto& reason) { return reason.action >= Action::kNote; });
  return remarks ? Readiness::kRemarks : Readiness::kReady;
}

std::vector<std::string> PlannedItem::because() const {
  std::vector<std::string> out;
  for (const auto& reason : decision.reasons) {
    if (reason.action < Action::kReview) continue;
    const auto first = std::ranges::find(findings, reason.rule, &Finding::rule);
    std::string text = reason.rule + ": ";
    if (first != findings.end()) {
      const std::string where = display_of(first->where.path.text());
      if (!where.empty() && !first->message.starts_with(where)) text += where + ": ";
      text += first->message;
    }
    if (reason.count > 1) text += " (and " + std::to_string(reason.count - 1) + " more)";
    if (reason.action == Action::kReview) text += "; an archivist is to decide";
    out.push_back(std::move(text));
  }
  return out;
}

std::uint64_t bytes_in_store(const BatchItem& item) {
  std::uint64_t bytes = kOfEachPackage;
  for (const FileObject& file : item.item.files) {
    bytes += kOfEachFile + (file.size + kBlock - 1) / kBlock * kBlock;
  }
  for (const FileFromBatch& file : item.from_batch) {
    bytes += kOfEachFile + (bytes_of(file.document) + kBlock - 1) / kBlock * kBlock;
  }
  return bytes;
}

std::string facts_of(const BatchItem& item) {
  std::string all;
  const auto add = [&](std::string_view text) {
    all += text;
    all += '\0';
  };
  const Item& of = item.item;
  // But its files: their names and stamps are told of by themselves.
  add(to_json(Item{.id = of.id,
                   .reference = of.reference,
                   .reference_basis = of.reference_basis,
                   .title = of.title,
                   .descriptions = of.descriptions,
                   .levels = of.levels,
                   .rights = of.rights,
                   .files = {},
                   .certificate = of.certificate,
                   .leaf_map = of.leaf_map})
          .dump());
  for (const ProducerChecksum& checksum : item.manifest.checksums) {
    add(checksum.path.text());
    add(checksum.digest.hex);
  }
  for (const FileFromBatch& file : item.from_batch) {
    add(file.path.text());
    add(std::to_string(file.document.size));
  }
  for (const Finding& finding : item.findings) add(text_of(finding));
  for (const Finding& finding : item.manifest.findings) add(text_of(finding));
  return sha256_of(all).hex;
}

PlannedItem planned_item(const BatchItem& item) {
  PlannedItem out{.item = item.item.id,
                  .reference = item.item.reference,
                  .reference_basis = item.item.reference_basis,
                  .title = item.item.title};
  out.files = item.item.files.size() + item.from_batch.size();
  for (const FileObject& file : item.item.files) out.bytes += file.size;
  for (const FileFromBatch& file : item.from_batch) out.bytes += bytes_of(file.document);
  out.bytes_needed = bytes_in_store(item);
  out.lists = item.manifest.seen;
  const RelativePath* last = nullptr;
  for (const ProducerChecksum& checksum : item.manifest.checksums) {
    if (last == nullptr || *last != checksum.path) ++out.listed;
    last = &checksum.path;
  }
  out.description = description_of(item);
  out.findings = item.findings;
  out.findings.insert(out.findings.end(), item.manifest.findings.begin(),
                      item.manifest.findings.end());
  out.fingerprint = item.fingerprint;
  out.facts = facts_of(item);
  return out;
}

ReturnedItem returned_item_of(const PlannedItem& item) {
  ReturnedItem out{.item = item.item.value,
                   .reference = item.reference,
                   .title = item.title,
                   .withheld = item.decision.verdict != Verdict::kAccept,
                   .missing = item.leaves.missing,
                   .unnumbered = item.leaves.unnumbered,
                   .findings = item.findings};
  for (const auto& reason : item.decision.reasons) {
    if (reason.action >= Action::kReview) out.withheld_by.push_back(reason.rule);
  }
  for (const auto& [path, label] : item.leaf_of) {
    if (const auto leaf = leaf_of_label(label)) out.leaves.emplace_back(path, *leaf);
  }
  return out;
}

}  // namespace delo::ingest
