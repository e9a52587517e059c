#include "ingest/examination/document_findings.h"

#include <algorithm>
#include <utility>

namespace delo::ingest {
namespace {

// Whether the document has `place` among the files of the item.
bool is_place_of(const RelativePath& place, const ItemId& item, const DocumentOfItem& document) {
  const std::size_t least = place_from_batch(item, document, "").text().size();
  const std::size_t size = place.text().size();
  return size >= least && place_from_batch(item, document, std::string(size - least, '-')) == place;
}

}  // namespace

Result<void> DocumentFindings::add(const Batch& batch, std::size_t index, const ItemFiles& files) {
  const auto beside = batch.beside.find(index);
  if (beside == batch.beside.end() || beside->second.documents.empty()) return {};
  return files.for_each([&](const ItemFile& file) {
    if (file.examination.findings.empty() || !is_document_from_batch(file.object)) return;
    for (const DocumentOfItem& document : beside->second.documents) {
      if (is_place_of(file.object.path, batch.item_ids[index], document)) {
        add(document, index, file.examination.findings);
      }
    }
  });
}

std::vector<Finding> DocumentFindings::all() const {
  std::vector<Finding> out;
  for (const auto& [source, seen] : by_source_) {
    out.insert(out.end(), seen.findings.begin(), seen.findings.end());
  }
  return out;
}

void DocumentFindings::add(const DocumentOfItem& document, std::size_t index,
                           std::vector<Finding> findings) {
  Seen& seen = by_source_[document.source];
  if (!seen.findings.empty() && seen.item <= index) return;
  for (Finding& found : findings) {
    found.severity = std::min(found.severity, Severity::kWarning);
    if (!document.whole) found.where = {};  // lines of an excerpt are not those of the whole
    found.where.path = document.source;
  }
  seen = {index, std::move(findings)};
}

}  // namespace delo::ingest
