// An item with texts, and what is told of them.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <vector>

#include "validators/text/text_analysis.h"
#include "validators/texts/item_texts.h"

namespace delo::validators::item_tests {

// An item, its reference, and its texts.
class Texts {
 public:
  explicit Texts(const char* reference) {
    if (const auto parsed = parse_reference(reference)) item_.reference = *parsed;
  }
  Texts& add(FileRole role, const char* name, std::string_view text, const char* language = "") {
    FileObject file;
    file.path = *RelativePath::parse(name);
    file.role = role;
    file.language = language;
    files_.push_back(file);
    FindingList findings(file.path);
    text::TextAnalysis analysis(findings);
    analysis.text(text);
    texts_.push_back(analysis.finish());
    views_.push_back({&files_.back(), &texts_.back()});
    return *this;
  }
  Texts& transcription(std::string_view text, const char* language = "") {
    return add(FileRole::kTranscription, "transcription_ru.txt", text, language);
  }
  Texts& translation(std::string_view text, const char* language = "") {
    return add(FileRole::kTranslation, "translation_en.txt", text, language);
  }
  Texts& scans(std::initializer_list<const char*> leaves) {
    for (const char* leaf : leaves) {
      FileObject file;
      file.path = *RelativePath::parse(std::string(leaf) + ".tif");
      file.role = FileRole::kMaster;
      file.leaf = leaf_of_label(leaf);
      item_.files.push_back(file);
    }
    return *this;
  }
  Texts& blank(const char* leaf) {
    blank_.push_back(*leaf_of_label(leaf));
    return *this;
  }
  std::vector<std::string> rules() const {
    std::vector<std::string> out;
    for (const std::string& one : told()) out.push_back(one.substr(0, one.find(':')));
    return out;
  }
  // "rule: message", one a finding.
  std::vector<std::string> told() const {
    std::vector<std::string> out;
    std::vector<Finding> all = check_texts_and_leaves(item_, views_, blank_, views_.size());
    for (Finding& finding : check_translations(views_)) all.push_back(std::move(finding));
    for (const Finding& f : all) out.push_back(f.rule + ": " + f.message);
    return out;
  }

 private:
  Item item_;
  std::deque<FileObject> files_;
  std::deque<TextMetadata> texts_;
  std::vector<ItemText> views_;
  std::vector<Leaf> blank_;
};

inline constexpr const char* kFour = "APRF, f. 45, op. 1, d. 337, ll. 37-40";
inline const std::string kText =
    "Направляю Вам копию телеграммы товарища Пэн Дэ-хуая и прошу ознакомиться.\n";
inline const std::string kEnglish =
    "I send you a copy of the telegram from Comrade Peng Dehuai and ask you to read it.\n";

inline std::string sheets(std::initializer_list<const char*> marks) {
  std::string out;
  for (const char* mark : marks) out += std::string(mark) + "\n" + kText;
  return out;
}

}  // namespace delo::validators::item_tests
