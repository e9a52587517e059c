#include "packages/archivematica/aip_mets.h"

#include <algorithm>
#include <charconv>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"

namespace delo::packages::archivematica {
namespace {

constexpr std::string_view kMets = "http://www.loc.gov/METS/";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t kMostEntries = 20'000'000;
constexpr std::size_t kMostText = 1024;  // bytes of a digest, a size, an algorithm
constexpr std::size_t kUuid = 36;

bool is_premis(std::string_view name_space) {
  return name_space == "http://www.loc.gov/premis/v3" || name_space == "info:lc/xmlns/premis-v2";
}

bool is_uuid(std::string_view text) {
  if (text.size() != kUuid) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return words;
}

std::string value_of(const XmlElement& element, std::string_view name,
                     std::string_view name_space = {}) {
  return std::string(element.attribute(name, name_space).value_or(""));
}

class AipMetsReader final : public XmlHandler {
 public:
  explicit AipMetsReader(AipMets& mets) : mets_(mets) {}

  void start(const XmlElement& element, const XmlPlace& place) override {
    if (++depth_ == 1) {
      mets_.is_mets = element.is(kMets, "mets");
      if (!mets_.is_mets) return stop();
    }
    if (mets_.files.size() + mets_.objects.size() + mets_.ids.size() + mets_.references.size() >
        kMostEntries) {
      mets_.is_whole = false;
      return stop();
    }
    if (element.name_space == kMets) return start_mets(element, place);
    if (is_premis(element.name_space)) start_premis(element);
  }

  void end(std::string_view name_space, std::string_view name) override {
    --depth_;
    if (name_space == kMets && name == "amdSec") section_.clear();
    if (name_space == kMets && name == "fileGrp" && !uses_.empty()) uses_.pop_back();
    if (name_space == kMets && name == "file") in_file_ = false;
    if (!is_premis(name_space)) return;
    end_premis(name);
  }

  void text(std::string_view text) override {
    if (text_ && text_->size() < kMostText) *text_ += text.substr(0, kMostText - text_->size());
  }

  void fault(const XmlFault& fault) override {
    if (mets_.faults.size() < 100) {
      mets_.faults.push_back("line " + std::to_string(fault.line) + ": " + fault.message);
    }
  }

 private:
  void start_mets(const XmlElement& element, const XmlPlace& place) {
    std::string id = value_of(element, "ID");
    if (!id.empty()) mets_.ids.push_back(id);
    if (element.name == "amdSec") {
      section_ = std::move(id);
    } else if (element.name == "fileSec") {
      ++mets_.file_sections;
    } else if (element.name == "structMap") {
      ++mets_.structures;
    } else if (element.name == "fileGrp") {
      uses_.push_back(value_of(element, "USE"));
    } else if (element.name == "file") {
      in_file_ = true;
      mets_.files.push_back({.id = std::move(id),
                             .use = uses_.empty() ? "" : uses_.back(),
                             .href = "",
                             .sections = words_of(value_of(element, "ADMID")),
                             .line = place.line()});
    } else if (element.name == "FLocat" && in_file_ && mets_.files.back().href.empty()) {
      mets_.files.back().href = value_of(element, "href", kXlink);
      mets_.files.back().line = place.line();
    } else if (element.name == "fptr") {
      if (std::string to = value_of(element, "FILEID"); !to.empty()) {
        mets_.references.push_back({std::move(to), "FILEID of fptr", place.line()});
      }
    }
    for (const std::string_view name : {"ADMID", "DMDID"}) {
      for (std::string& to : words_of(value_of(element, name))) {
        mets_.references.push_back(
            {std::move(to), std::string(name) + " of " + std::string(element.name), place.line()});
      }
    }
  }

  void start_premis(const XmlElement& element) {
    text_ = nullptr;
    if (element.name == "object") {
      std::string type = value_of(element, "type", kXsi);
      type = type.substr(type.find(':') == std::string::npos ? 0 : type.find(':') + 1);
      // PREMIS 2 of older versions need not say so: an object of a techMD is a file.
      if (!section_.empty() && (type == "file" || type.empty())) {
        mets_.objects.push_back(
            {.section = section_, .digests = {}, .size = {}, .size_written = {}});
        in_object_ = true;
      }
      return;
    }
    if (!in_object_) return;
    FilePremis& object = mets_.objects.back();
    if (element.name == "objectCharacteristics") {
      ++characteristics_;
    } else if (characteristics_ != 1) {
      return;  // of a composition level within: not the bytes of the file
    } else if (element.name == "fixity") {
      if (object.digests.size() < 100) object.digests.emplace_back();
    } else if (element.name == "messageDigestAlgorithm" && !object.digests.empty()) {
      text_ = &object.digests.back().first;
    } else if (element.name == "messageDigest" && !object.digests.empty()) {
      text_ = &object.digests.back().second;
    } else if (element.name == "size" && object.size_written.empty()) {
      text_ = &object.size_written;
    }
  }

  void end_premis(std::string_view name) {
    text_ = nullptr;
    if (name != "object" || !in_object_) return;
    in_object_ = false;
    characteristics_ = 0;
    FilePremis& object = mets_.objects.back();
    for (auto& [algorithm, digest] : object.digests) {
      algorithm = trimmed(algorithm);
      digest = trimmed(digest);
    }
    const std::string written = trimmed(object.size_written);
    std::uint64_t size = 0;
    const auto [at, fault] = std::from_chars(written.data(), written.data() + written.size(), size);
    if (!written.empty() && fault == std::errc() && at == written.data() + written.size()) {
      object.size = size;
      object.size_written.clear();
    } else {
      object.size_written = written;
    }
  }

  static std::string trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    while (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    }
    while (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    }
    return std::string(text);
  }

  AipMets& mets_;
  int depth_ = 0, characteristics_ = 0;
  bool in_file_ = false, in_object_ = false;
  std::string section_;
  std::vector<std::string> uses_;
  std::string* text_ = nullptr;  // where the text of the element goes
};

}  // namespace

Result<AipMets> read_aip_mets(const ByteSource& bytes) {
  AipMets mets;
  AipMetsReader reader(mets);
  DELO_CHECK(read_xml(bytes, reader));
  std::ranges::sort(mets.ids);
  return mets;
}

std::optional<std::string> uuid_of_mets_name(std::string_view name) {
  constexpr std::string_view kBefore = "METS.", kAfter = ".xml";
  if (!name.starts_with(kBefore) || !name.ends_with(kAfter) ||
      name.size() != kBefore.size() + kUuid + kAfter.size()) {
    return std::nullopt;
  }
  name = name.substr(kBefore.size(), kUuid);
  return is_uuid(name) ? std::optional(to_lower(name)) : std::nullopt;
}

std::optional<std::string> uuid_at_end(std::string_view name) {
  if (name.size() < kUuid) return std::nullopt;
  const std::string_view end = name.substr(name.size() - kUuid);
  if (!is_uuid(end) || (name.size() > kUuid && name[name.size() - kUuid - 1] != '-')) {
    return std::nullopt;
  }
  return to_lower(end);
}

bool is_aip_mets(const RelativePath& path) {
  constexpr std::string_view kData = "data/";
  const std::string_view text = path.text();
  return text.starts_with(kData) && uuid_of_mets_name(text.substr(kData.size())).has_value();
}

}  // namespace delo::packages::archivematica
