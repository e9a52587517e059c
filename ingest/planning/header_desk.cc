#include "ingest/planning/header_desk.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "core/fixity/hasher.h"
#include "ingest/reception/description_documents.h"
#include "ingest/reception/producer_folder.h"
#include "ingest/rules.h"
#include "validators/formats/format_identifier.h"
#include "validators/formats/pdf_claim.h"
#include "validators/headers/header_reader.h"
#include "validators/text/document_validator.h"

namespace delo::ingest {
namespace {

// A child costs about as much as a few hundred small headers.
constexpr std::size_t kFilesTogether = 512;

Result<std::string> read_range(const FileSource& source, const validators::ByteRange& range) {
  std::string bytes(range.length, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    DELO_TRY(const std::size_t n,
             source.read_at(range.offset + filled,
                            std::as_writable_bytes(std::span(bytes).subspan(filled))));
    if (n == 0) break;
    filled += n;
  }
  bytes.resize(filled);
  return bytes;
}

// ISO 32000-1, 7.5.5; a transfer may have put something behind it.  The examination looks for
// it in as many bytes.
constexpr std::string_view kEndOfPdf = "%%EOF";
constexpr std::uint64_t kPdfTail = std::uint64_t{1} << 20;

Result<bool> has_end_of_pdf(
    std::uint64_t size,
    const std::function<Result<std::string>(const validators::ByteRange&)>& read) {
  const std::uint64_t length = std::min(size, kPdfTail);
  DELO_TRY(const std::string tail, read({size - length, length}));
  // What can't be read any more is told when the item is taken.
  return tail.size() < length || tail.find(kEndOfPdf) != std::string::npos;
}

bool any_profile(const Expectation& expectation) {
  return std::ranges::find(expectation.one_of, "any") != expectation.one_of.end();
}

// A PDF names its level in its XMP, an odt its version in its packed XML.
std::vector<std::string_view> puids_it_may_have(const validators::HeaderLook& look) {
  std::vector<std::string_view> out;
  const TechnicalMetadata& technical = look.seen.technical;
  if (technical.pdfa_claim.empty() && !look.whole && !technical.pdf_version.empty()) {
    for (const std::string_view level :
         {"1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f"}) {
      out.push_back(validators::puid_of_claim(level));
    }
  } else if (validators::text::is_open_document_text(look.seen.format.puid)) {
    const auto versions = validators::text::open_document_text_puids();
    out.assign(versions.begin(), versions.end());
  }
  return out;
}

}  // namespace

HeaderDesk::HeaderDesk(const Policy& policy, validators::IsolatedExaminer& examiner)
    : of_formats_(policy), of_pages_(policy), examiner_(examiner) {
  of_formats_.expect.clear();
  // Which profile it is, stands in the profile itself.
  std::erase_if(of_pages_.expect, [](const Expectation& expectation) {
    return expectation.property == "icc" && !any_profile(expectation);
  });
}

Result<void> HeaderDesk::look(std::span<ItemToPlan> items) {
  std::vector<File> files;
  std::vector<validators::FilePieces> pieces;
  const auto look_now = [&]() -> Result<void> {
    DELO_CHECK(look_together(items, files, pieces));
    files.clear();
    pieces.clear();
    return {};
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    ItemToPlan& one = items[i];
    const auto folder = ProducerFolder::open(one.item.folder);
    if (!folder) continue;  // its finding is there already
    for (std::size_t f = 0; f < one.item.source_paths.size(); ++f) {
      const FileObject& file = one.item.item.files[f];
      const auto source = folder->open_file(one.item.source_paths[f]);
      auto head = source ? read_range(**source, {0, validators::kFirstPiece})
                         : Result<std::string>(source.error());
      if (!head) {
        one.planned.findings.push_back(finding(*rule_named("reception.unreadable"),
                                               {.path = file.path, .offset = {}, .part = ""},
                                               "the file can't be read: " + head.error().text()));
        continue;
      }
      const std::uint64_t size = (*source)->size();
      if (head->size() == size && size > 0) one.contents[f] = sha256_of(*head).hex;
      pieces.emplace_back(file.path, size);
      pieces.back().add(0, *std::move(head));
      files.push_back({i, f});
      if (files.size() == kFilesTogether) DELO_CHECK(look_now());
    }
  }
  DELO_CHECK(look_now());
  for (ItemToPlan& one : items) DELO_CHECK(look_at_large_descriptions(one));
  return {};
}

// Reception reads them whole to know what they say; whether they are sound is told, too.
Result<void> HeaderDesk::look_at_large_descriptions(ItemToPlan& item) const {
  for (std::size_t f = 0; f < item.item.source_paths.size(); ++f) {
    const FileObject& file = item.item.item.files[f];
    if (file.size <= validators::kSmallXml || !is_xml_description(file)) continue;
    const auto folder = ProducerFolder::open(item.item.folder);
    if (!folder) return {};  // its finding is there already
    const auto source = folder->open_file(item.item.source_paths[f]);
    if (!source) continue;
    DELO_TRY(const Examination seen, examiner_.examine(**source, file.path));
    for (const Finding& found : seen.findings) {
      if (found.rule.starts_with("xml.")) item.planned.findings.push_back(found);
    }
  }
  return {};
}

Result<void> HeaderDesk::look_together(std::span<ItemToPlan> items, std::span<const File> files,
                                       std::span<validators::FilePieces> pieces) {
  if (files.empty()) return {};
  std::optional<std::pair<std::size_t, ProducerFolder>> open;
  const validators::ReadRange read =
      [&](std::size_t index, const validators::ByteRange& range) -> Result<std::string> {
    const File& file = files[index];
    const BatchItem& item = items[file.item].item;
    if (!open || open->first != file.item) {
      auto folder = ProducerFolder::open(item.folder);
      if (!folder) return std::string();  // gone meanwhile: what was seen must do
      open.emplace(file.item, *std::move(folder));
    }
    const auto source = open->second.open_file(item.source_paths[file.file]);
    if (!source) return std::string();
    auto bytes = read_range(**source, range);
    return bytes ? std::move(bytes) : Result<std::string>(std::string());
  };
  DELO_TRY(const std::vector<validators::HeaderLook> looks,
           examiner_.look_at_headers(pieces, read));
  for (std::size_t i = 0; i < files.size(); ++i) {
    ItemToPlan& item = items[files[i].item];
    judge(item, files[i].file, looks[i]);
    if (looks[i].seen.technical.pdf_version.empty() || looks[i].whole) continue;
    if (pieces[i].tail().find(kEndOfPdf) != std::string_view::npos) continue;
    DELO_TRY(const bool ends,
             has_end_of_pdf(pieces[i].size(), [&](const auto& range) { return read(i, range); }));
    if (ends) continue;
    const Location where = {
        .path = pieces[i].path(), .offset = pieces[i].size(), .part = "end of file"};
    item.planned.findings.push_back(
        finding(*rule_named("pdf.eof"), where, "there is no %%EOF marker"));
  }
  return {};
}

void HeaderDesk::judge(ItemToPlan& item, std::size_t index,
                       const validators::HeaderLook& look) const {
  const FileObject& file = item.item.item.files[index];
  PlannedItem& planned = item.planned;
  ++planned.headers_seen;
  ++planned.formats[look.seen.format.puid];
  const auto add = [&](const std::vector<Finding>& findings) {
    planned.findings.insert(planned.findings.end(), findings.begin(), findings.end());
  };
  if (look.seen.technical.page_count > 0 && !look.seen.technical.pages.empty()) {
    item.pages.emplace(index, look.seen.technical.page_count);
  }
  if (look.seen.validity != Validity::kInvalid) {
    // Of a file without bytes all is said already.
    if (file.size > 0) add(validators::check_identification(look.seen.format, file.path));
    add(against_policy(file, look));
  }
  add(look.seen.findings);
}

std::vector<Finding> HeaderDesk::against_policy(const FileObject& file,
                                                const validators::HeaderLook& look) const {
  const bool has_pages = !look.seen.technical.pages.empty();
  const Policy& policy = has_pages ? of_pages_ : of_formats_;
  std::vector<Finding> found = check_expectations(policy, file, look.seen);
  const bool other_format = std::ranges::any_of(
      found, [](const Finding& finding) { return finding.rule == "policy.format"; });
  if (!other_format) return found;
  // What tells the one from the other stands where nobody looked: any that is accepted will do.
  const bool may_be = std::ranges::any_of(puids_it_may_have(look), [&](std::string_view puid) {
    Examination other;
    other.format.puid = puid;
    return !puid.empty() && check_expectations(of_formats_, file, other).empty();
  });
  if (may_be) std::erase_if(found, [](const Finding& f) { return f.rule == "policy.format"; });
  return found;
}

}  // namespace delo::ingest
