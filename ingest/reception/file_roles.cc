#include "ingest/reception/file_roles.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/records/delo_leaves.h"
#include "core/text/utf8.h"
#include "ingest/reception/checksum_list.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool holds_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

struct NameParts {
  std::string stem, extension;  // lower case; the extension without its dot
};

NameParts parts_of(std::string_view name) {
  const std::string low = lower(name);
  const std::size_t dot = low.rfind('.');
  if (dot == std::string::npos || dot == 0) return {low, ""};
  return {low.substr(0, dot), low.substr(dot + 1)};
}

bool is_master_extension(std::string_view e) {
  return is_one_of(e, {"tif", "tiff", "jp2", "jpx", "jpf", "j2k", "j2c", "dng"});
}
bool is_plain_image_extension(std::string_view e) {
  return is_one_of(e, {"jpg", "jpeg", "png", "gif", "bmp", "webp"});
}
bool is_document_extension(std::string_view e) { return is_one_of(e, {"pdf", "djvu", "djv"}); }
bool is_text_extension(std::string_view e) {
  return is_one_of(e, {"txt", "text", "md", "rtf", "doc", "docx", "odt", "htm", "html", "xml",
                       "xhtml", "tei", "alto", "hocr", "epub"});
}

std::optional<FileRole> role_of_folder(std::string_view name) {
  const std::string low = lower(name);
  if (is_one_of(low, {"master", "masters", "preservation", "tif", "tiff", "tiffs", "мастер",
                      "мастер-копии", "эфп-1", "эфп1"})) {
    return FileRole::kMaster;
  }
  if (is_one_of(low, {"access", "derivative", "derivatives", "jpg", "jpeg", "jpegs", "pdf",
                      "service", "dissemination", "web", "рабочие копии", "эфп-2", "эфп2"})) {
    return FileRole::kAccess;
  }
  if (is_one_of(low, {"text", "texts", "txt", "ocr", "alto", "tei", "transcript", "transcripts",
                      "transcription", "transcriptions", "текст", "тексты"})) {
    return FileRole::kTranscription;
  }
  if (is_one_of(low, {"translation", "translations", "перевод", "переводы"})) {
    return FileRole::kTranslation;
  }
  return std::nullopt;
}

// What the name itself says of a text.
std::optional<FileRole> text_role_named(std::string_view stem) {
  if (holds_one_of(stem, {"translat", "перевод", "pereklad", "переклад", "übersetz"})) {
    return FileRole::kTranslation;
  }
  if (holds_one_of(stem, {"transcri", "расшифров", "транскри", "ocr", "fulltext"})) {
    return FileRole::kTranscription;
  }
  return std::nullopt;
}

struct Language {
  std::string_view written, tag;
};
constexpr std::array kLanguages = {
    Language{"ru", "ru"},  Language{"rus", "ru"}, Language{"en", "en"},  Language{"eng", "en"},
    Language{"uk", "uk"},  Language{"ukr", "uk"}, Language{"de", "de"},  Language{"deu", "de"},
    Language{"ger", "de"}, Language{"fr", "fr"},  Language{"fra", "fr"}, Language{"fre", "fr"},
    Language{"pl", "pl"},  Language{"pol", "pl"}, Language{"zh", "zh"},  Language{"zho", "zh"},
    Language{"chi", "zh"}, Language{"ko", "ko"},  Language{"kor", "ko"}, Language{"ja", "ja"},
    Language{"jpn", "ja"}, Language{"es", "es"},  Language{"spa", "es"}, Language{"it", "it"},
    Language{"ita", "it"}, Language{"be", "be"},  Language{"bel", "be"}, Language{"cs", "cs"},
    Language{"ces", "cs"}, Language{"cze", "cs"}, Language{"hu", "hu"},  Language{"hun", "hu"},
    Language{"bg", "bg"},  Language{"bul", "bg"}, Language{"ro", "ro"},  Language{"ron", "ro"},
    Language{"rum", "ro"}, Language{"la", "la"},  Language{"lat", "la"}, Language{"he", "he"},
    Language{"heb", "he"}, Language{"yi", "yi"},  Language{"yid", "yi"}, Language{"lt", "lt"},
    Language{"lit", "lt"}, Language{"lv", "lv"},  Language{"lav", "lv"}, Language{"et", "et"},
    Language{"est", "et"}, Language{"fi", "fi"},  Language{"fin", "fi"}, Language{"ka", "ka"},
    Language{"kat", "ka"}, Language{"hy", "hy"},  Language{"hye", "hy"}};

// "ru" of "transcription_ru", "0037-rus", "text.en"
std::string_view language_suffix(std::string_view stem) {
  const std::size_t cut = stem.find_last_of("_-. ");
  if (cut == std::string_view::npos || cut == 0) return {};
  const std::string_view suffix = stem.substr(cut + 1);
  const auto found = std::ranges::find(kLanguages, suffix, &Language::written);
  return found == kLanguages.end() ? std::string_view() : found->tag;
}

// BCP 47 from what a description says: "rus" → "ru", "en-GB" stays.
std::string language_tag(std::string_view written) {
  const std::string low = lower(written);
  const auto found = std::ranges::find(kLanguages, low, &Language::written);
  if (found != kLanguages.end()) return std::string(found->tag);
  const bool is_tag =
      written.size() >= 2 && written.size() <= 35 && std::ranges::all_of(written, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
      });
  return is_tag && written.find('-') <= 3 ? std::string(written) : std::string();
}

std::string_view first_value(const Description& description, std::string_view element) {
  for (const DescriptionElement& e : description.elements) {
    if (e.name == element && !e.value.empty()) return e.value;
  }
  return {};
}

bool begins_with_digit(std::string_view name) {
  return !name.empty() && name.front() >= '0' && name.front() <= '9';
}

// Roles of one item's files; what the whole item holds is looked at first.
class RoleTeller {
 public:
  explicit RoleTeller(std::span<FileObject> files) {
    for (const FileObject& file : files) {
      const NameParts name = parts_of(file.path.name());
      if (!is_master_extension(name.extension)) continue;
      has_masters_ = true;
      master_stems_.insert(name.stem);
    }
  }

  void assign(FileObject& file) const {
    file.role = FileRole::kOther;
    if (is_system_file(file.path)) return;
    if (is_checksum_list_name(file.path.name())) {
      file.role = FileRole::kFixity;
      return;
    }
    if (is_description_name(file.path)) {
      file.role = FileRole::kDescription;
      return;
    }
    const NameParts name = parts_of(file.path.name());
    const std::optional<FileRole> folder = role_of_folders(file.path);
    if (is_master_extension(name.extension)) {
      file.role = folder == FileRole::kAccess ? FileRole::kAccess : FileRole::kMaster;
      file.leaf = leaf_of_file_name(file.path.name());
    } else if (is_plain_image_extension(name.extension)) {
      const bool is_master = folder == FileRole::kMaster || (!has_masters_ && !folder);
      file.role = is_master ? FileRole::kMaster : FileRole::kAccess;
      file.leaf = leaf_of_file_name(file.path.name());
    } else if (is_document_extension(name.extension) || is_text_extension(name.extension)) {
      assign_text(file, name, folder);
    }
  }

 private:
  void assign_text(FileObject& file, const NameParts& name, std::optional<FileRole> folder) const {
    file.language = language_suffix(name.stem);
    const bool document = is_document_extension(name.extension);
    const bool beside_leaf = master_stems_.contains(name.stem);
    if (begins_with_digit(name.stem) || beside_leaf)
      file.leaf = leaf_of_file_name(file.path.name());
    if (const auto named = text_role_named(name.stem)) {
      file.role = *named;
    } else if (folder == FileRole::kTranscription || folder == FileRole::kTranslation) {
      file.role = *folder;
    } else if (document) {
      file.role = folder == FileRole::kMaster ? FileRole::kMaster : FileRole::kAccess;
    } else if (beside_leaf || file.leaf || !file.language.empty()) {
      file.role = FileRole::kTranscription;
    }
  }

  // The innermost folder that says something.
  static std::optional<FileRole> role_of_folders(const RelativePath& path) {
    for (RelativePath folder = path.parent(); !folder.empty(); folder = folder.parent()) {
      if (const auto role = role_of_folder(folder.name())) return role;
    }
    return std::nullopt;
  }

  bool has_masters_ = false;
  std::unordered_set<std::string> master_stems_;
};

}  // namespace

bool is_system_file(const RelativePath& path) {
  const std::string name = lower(path.name());
  if (is_one_of(name, {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".apdisk", "icon\r",
                       ".directory", ".localized"}) ||
      name.starts_with("._")) {
    return true;
  }
  for (RelativePath folder = path.parent(); !folder.empty(); folder = folder.parent()) {
    if (is_one_of(lower(folder.name()),
                  {"__macosx", "@eadir", ".spotlight-v100", ".trashes", ".fseventsd",
                   "$recycle.bin", "system volume information"})) {
      return true;
    }
  }
  return false;
}

bool is_part_folder(std::string_view name) {
  if (role_of_folder(name) || is_of_inner_list(name)) return true;
  return is_one_of(lower(name), {"metadata", "objects", "manualnormalization", "checksum",
                                 "checksums", "submissiondocumentation", "thumbnails"});
}

bool is_master_image_name(std::string_view name) {
  return is_master_extension(parts_of(name).extension);
}

bool is_finding_aid_name(std::string_view name) {
  const NameParts parts = parts_of(name);
  if (parts.extension == "ead") return true;
  if (parts.extension != "xml") return false;
  for (std::size_t at = 0; at <= parts.stem.size();) {
    const std::size_t end = std::min(parts.stem.find_first_of("-_. ", at), parts.stem.size());
    const std::string_view word = std::string_view(parts.stem).substr(at, end - at);
    if (is_one_of(word,
                  {"ead", "ead3", "ead2002", "findingaid", "findaid", "opis", "опись", "опис"})) {
      return true;
    }
    at = end + 1;
  }
  return holds_one_of(parts.stem, {"finding-aid", "finding_aid", "finding aid"});
}

bool is_description_name(const RelativePath& path) {
  const std::string text = lower(path.text());
  if (text.starts_with("metadata/")) return !text.starts_with("metadata/submissiondocumentation/");
  if (is_finding_aid_name(path.name())) return true;
  return is_one_of(
      lower(path.name()),
      {"metadata.csv", "metadata.json", "metadata.xml", "rights.csv", "premis.xml", "mets.xml",
       "dc.xml", "ead.xml", "mods.xml", "identifiers.json", "source-metadata.csv",
       "file_labels.csv", "mets_structmap.xml", "processingmcp.xml", "certificate.csv",
       "certificate.toml", "frames.csv", "leaves.csv"});
}

void assign_roles(std::span<FileObject> files) {
  const RoleTeller teller(files);
  for (FileObject& file : files) teller.assign(file);
}

void refine_roles(std::span<FileObject> files, const std::vector<Description>& descriptions) {
  std::unordered_map<std::string_view, const Description*> by_path;
  std::string item_language;
  for (const Description& description : descriptions) {
    by_path.emplace(description.path.text(), &description);
    if (description.path.empty() && item_language.empty()) {
      item_language = language_tag(first_value(description, "dc.language"));
    }
  }
  for (FileObject& file : files) {
    const NameParts name = parts_of(file.path.name());
    const bool text = is_text_extension(name.extension) || is_document_extension(name.extension);
    if (!text || file.role == FileRole::kDescription || file.role == FileRole::kFixity) continue;
    bool told = text_role_named(name.stem).has_value();
    if (const auto found = by_path.find(file.path.text()); found != by_path.end()) {
      const Description& row = *found->second;
      if (file.language.empty()) file.language = language_tag(first_value(row, "dc.language"));
      for (const std::string_view element : {"dc.type", "dc.title"}) {
        if (told) break;
        if (const auto role = text_role_named(lower(first_value(row, element)))) {
          file.role = *role;
          told = true;
        }
      }
    }
    // A text in another language than the record's is a translation of it.
    if (!told && file.role == FileRole::kTranscription && !item_language.empty() &&
        !file.language.empty() && file.language != item_language) {
      file.role = FileRole::kTranslation;
    }
  }
}

}  // namespace delo::ingest
