#include "holdings/catalogue/package_texts.h"

#include <algorithm>
#include <charconv>

#include "core/records/file_object.h"

namespace delo::holdings {

std::optional<std::string> text_kind_of(std::string_view path) {
  for (const FileRole role : {FileRole::kTranscription, FileRole::kTranslation}) {
    const std::string name(name_of(role));
    if (path.find("/representations/" + name + "/data/") != path.npos) return name;
  }
  return std::nullopt;
}

void TextGatherer::take(const std::string& path, const std::filesystem::path& content) {
  const auto kind = text_kind_of(path);
  if (!source_ || !kind) return;
  CatalogueText text{.path = path, .kind = *kind, .source = {}};
  const auto name = RelativePath::parse(path);
  if (left_ == 0) {
    text.source.remark = "not read: the package has more than " +
                         std::to_string(kMostTextOfPackage >> 20) + " MiB of texts";
  } else if (!name) {
    text.source.remark = "not read: " + name.error().message;
  } else {
    auto read = source_->read(content, *name, std::min(left_, kMostTextOfFile));
    // The package stands whether or not its text can be read now.
    if (read) {
      text.source = *std::move(read);
    } else {
      text.source.remark = "not read: " + read.error().message;
    }
  }
  left_ -= std::min<std::uint64_t>(left_, text.source.text.size());
  texts_.push_back(std::move(text));
}

std::string sheets_line(const std::vector<SourceSheet>& sheets) {
  std::string line;
  for (const SourceSheet& sheet : sheets) {
    if (!line.empty()) line += ' ';
    line += std::to_string(sheet.offset) + " " + sheet.label;
  }
  return line;
}

std::vector<SourceSheet> sheets_of_line(std::string_view line) {
  std::vector<SourceSheet> sheets;
  while (!line.empty()) {
    SourceSheet sheet;
    const auto [end, failed] =
        std::from_chars(line.data(), line.data() + line.size(), sheet.offset);
    if (failed != std::errc() || end == line.data() + line.size()) return sheets;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
    const std::size_t label = std::min(line.find(' '), line.size());
    sheet.label = line.substr(0, label);
    line.remove_prefix(std::min(label + 1, line.size()));
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

std::string sheet_at(const std::vector<SourceSheet>& sheets, std::uint64_t offset) {
  const auto after = std::ranges::upper_bound(sheets, offset, {}, &SourceSheet::offset);
  return after == sheets.begin() ? std::string() : std::prev(after)->label;
}

}  // namespace delo::holdings
