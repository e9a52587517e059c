#include "packages/descriptive/part_description.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace delo::packages {
namespace {

constexpr std::size_t kMostWords = 100;  // languages, media types

void add_once(std::vector<std::string>& to, const std::string& word) {
  if (word.empty() || to.size() >= kMostWords) return;
  if (std::ranges::find(to, word) == to.end()) to.push_back(word);
}

bool is_of_text(FileRole role) {
  return role == FileRole::kTranscription || role == FileRole::kTranslation || is_text_copy(role);
}

// The role of our copies of texts in this one.
FileRole copy_of_role(FileRole text) {
  return text == FileRole::kTranslation ? FileRole::kTranslationCopy : FileRole::kTranscriptionCopy;
}

// Files that are in no representation are no part.
bool is_of_a_part(FileRole role) {
  return role != FileRole::kDescription && role != FileRole::kFixity;
}

}  // namespace

// A row about a folder, and whose files lie below it.
struct PartDescriptions::Folder {
  std::optional<FileRole> role = {};
  bool mixed = false;  // of several roles
  std::uint64_t files = 0;
};

class PartDescriptions::Part {
 public:
  explicit Part(FileRole role) : role_(role) {}

  void add(const PayloadFile& file, const Description* row) {
    const Format& examined = file.examination.format;
    ++out.files;
    out.bytes += file.object.size;
    out.pages += file.examination.technical.page_count;
    add_once(out.languages, file.object.language);
    add_once(out.media_types, examined.mime.empty() ? file.object.format.mime : examined.mime);
    if (is_text()) {
      if (row != nullptr) take(row->elements);
    } else if (out.files == 1) {
      if (row != nullptr) common_ = row->elements;
    } else {
      std::erase_if(common_, [&](const DescriptionElement& element) {
        return row == nullptr || std::ranges::find(row->elements, element) == row->elements.end();
      });
    }
  }

  void take(const std::vector<DescriptionElement>& elements) {
    for (const DescriptionElement& element : elements) {
      const std::size_t size = element.name.size() + element.value.size();
      if (bytes_ + size > kMostTextOfPart || !taken_.insert(element).second) continue;
      bytes_ += size;
      out.elements.push_back(element);
    }
  }

  PartDescription finish() {
    take(common_);
    return std::move(out);
  }

  bool is_text() const { return is_of_text(role_); }
  PartDescription out;

 private:
  const FileRole role_;
  std::vector<DescriptionElement> common_;  // of every file so far
  std::set<DescriptionElement> taken_;
  std::size_t bytes_ = 0;
};

PartDescriptions::PartDescriptions(const Item& item) {
  for (const Description& description : item.descriptions) {
    if (!description.path.empty()) rows_.push_back(&description);
  }
  std::ranges::stable_sort(
      rows_, {}, [](const Description* row) { return std::string_view(row->path.text()); });
}
PartDescriptions::~PartDescriptions() = default;

const Description* PartDescriptions::row_of(std::string_view path) const {
  const auto text_of = [](const Description* row) { return std::string_view(row->path.text()); };
  const auto row = std::ranges::lower_bound(rows_, path, {}, text_of);
  return row != rows_.end() && text_of(*row) == path ? *row : nullptr;
}

void PartDescriptions::add(const PayloadFile& file) {
  const FileRole role = file.object.role;
  if (!is_of_a_part(role)) return;
  // A copy of ours is described where its text is.
  const std::string& path =
      file.object.copy_of.empty() ? file.object.path.text() : file.object.copy_of.text();
  parts_.try_emplace(role, role).first->second.add(file, row_of(path));
  if (rows_.empty() || is_text_copy(role)) return;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const Description* row = row_of(std::string_view(path).substr(0, slash));
    if (row == nullptr) continue;
    Folder& folder = folders_[row];
    folder.mixed = folder.mixed || (folder.role && *folder.role != role);
    folder.role = role;
    ++folder.files;
  }
}

std::map<FileRole, PartDescription> PartDescriptions::finish() {
  for (const Description* row : rows_) {  // in path order, whatever their addresses
    const auto folder = folders_.find(row);
    if (folder == folders_.end() || folder->second.mixed) continue;
    const FileRole role = *folder->second.role;
    Part& part = parts_.at(role);
    if (part.is_text() || folder->second.files == part.out.files) part.take(row->elements);
    const auto copies = parts_.find(copy_of_role(role));
    if (part.is_text() && copies != parts_.end()) copies->second.take(row->elements);
  }
  std::map<FileRole, PartDescription> out;
  for (auto& [role, part] : parts_) out.emplace(role, part.finish());
  return out;
}

std::uint64_t most_text_of_parts(const Item& item) {
  constexpr std::uint64_t kParts = 7;
  constexpr std::uint64_t kTags = 40;        // bytes of both, the name in them, and their line
  constexpr std::uint64_t kMostOfByte = 23;  // of an element of two bytes, escaped, with its tags
  std::uint64_t bytes = 0;
  for (const Description& description : item.descriptions) {
    if (description.path.empty()) continue;
    for (const DescriptionElement& element : description.elements) {
      bytes += kTags + element.value.size();
      for (const char c : element.value) {
        if (c == '&' || c == '<' || c == '>' || c == '\r') bytes += 4;  // "&amp;" is the longest
      }
    }
  }
  // A text and its copy are told the same.
  return std::min(2 * bytes, kParts * kMostOfByte * kMostTextOfPart);
}

}  // namespace delo::packages
