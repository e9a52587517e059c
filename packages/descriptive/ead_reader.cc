// EAD 2002 (with a namespace or of the time of the DTD) and EAD3: elements are told by
// their local names, which both share but for a few.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "packages/descriptive/form_reader.h"

namespace delo::packages {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

// Elements around descriptions that say nothing themselves.
bool is_wrapper(std::string_view name) {
  constexpr std::array<std::string_view, 5> kWrappers = {"dsc", "descgrp", "did", "dscgrp",
                                                         "controlaccess"};
  return is_one_of(name, kWrappers);
}

// Blocks of text: each is a line of its own.
bool is_block(std::string_view name) {
  constexpr std::array<std::string_view, 12> kBlocks = {
      "p",    "item", "defitem", "bibref",    "head",    "row",
      "list", "note", "event",   "chronitem", "archref", "legalstatus"};
  return is_one_of(name, kBlocks);
}

// Parts of a value that are words of their own.
bool is_part(std::string_view name) {
  constexpr std::array<std::string_view, 18> kParts = {
      "part",     "extent",   "dimensions",  "physfacet", "genreform",  "quantity",
      "unittype", "language", "script",      "persname",  "corpname",   "famname",
      "name",     "entry",    "addressline", "date",      "datesingle", "physdescstructured"};
  return is_one_of(name, kParts);
}

// What write_ead() puts texts into, within an element.
bool is_verbatim_part(std::string_view name) { return name == "p" || name == "language"; }

class EadReader final : public FormReader {
 public:
  EadReader(DescriptionDocument& document, std::function<void(const EadUnit&)> unit, EadNames names)
      : document_(document), list_(document), unit_(std::move(unit)), names_(names) {}

  void start(const XmlElement& element, std::uint64_t line) override {
    open_.emplace_back(element.name);
    if (depth_of_value_ != 0) return start_within(element);
    if (element.name == "archdesc" || is_ead_component(element.name)) {
      if (element.name == "archdesc" || !path_.empty()) open_unit(element, line);
      return;
    }
    if (path_.empty() || is_wrapper(element.name)) return;
    if (!is_own_level()) return;
    open_value(element);
  }

  void text(std::string_view text) override {
    if (depth_of_value_ == 0 || silent_ != 0 || value_.size() > kMaxTextOfUnit) return;
    // By the letter only what write_ead() writes: the text of a paragraph, or of an
    // element of the did itself.
    if (names_ == EadNames::kAsGiven && is_parted_ && !is_verbatim_part(open_.back())) return;
    value_ += text;
  }

  void end(std::string_view name) override {
    if (depth_of_value_ != 0) {
      end_within(name);
    } else if (name == "did" && !path_.empty()) {
      tell_unit();
    } else if ((name == "archdesc" || is_ead_component(name)) && !path_.empty()) {
      if (!told_.back()) tell_unit();
      path_.pop_back();
      told_.pop_back();
      lines_.pop_back();
      numbers_.pop_back();
    }
    if (!open_.empty()) open_.pop_back();
  }

 private:
  void open_unit(const XmlElement& element, std::uint64_t line) {
    auto level = std::make_shared<DescriptionLevel>();
    level->level = element.attribute("level").value_or("");
    if (level->level == "otherlevel" || level->level.empty()) {
      if (const auto other = element.attribute("otherlevel")) level->level = *other;
    }
    path_.push_back(std::move(level));
    told_.push_back(false);
    lines_.push_back(line);
    numbers_.push_back(++document_.units);
  }

  void tell_unit() {
    if (told_.back()) return;
    told_.back() = true;
    if (unit_) unit_({.path = path_, .numbers = numbers_, .line = lines_.back()});
  }

  // A value stands right in the unit, or in wrappers of it.
  bool is_own_level() const {
    for (std::size_t i = open_.size() - 1; i-- > 0;) {
      if (open_[i] == "archdesc" || is_ead_component(open_[i])) return true;
      if (!is_wrapper(open_[i])) return false;
    }
    return false;
  }

  void open_value(const XmlElement& element) {
    depth_of_value_ = open_.size();
    value_.clear();
    fallback_.clear();
    is_parted_ = false;
    after_part_ = 0;
    const bool access = open_.size() > 1 && open_[open_.size() - 2] == "controlaccess";
    key_ = "ead." + std::string(access ? "controlaccess." : "") + std::string(element.name);
    if (names_ == EadNames::kAsGiven) {
      key_ = std::string(element.attribute("encodinganalog").value_or(""));
    }
    if (element.name == "head") silent_ = open_.size();
    start_within(element);
  }

  void start_within(const XmlElement& element) {
    if (names_ == EadNames::kAsGiven) {
      if (!is_verbatim_part(element.name)) return;
      if (!is_parted_) value_.clear();  // of what was only laid out
      is_parted_ = true;
      return;
    }
    if (silent_ == 0 && element.name == "head") silent_ = open_.size();
    if (is_block(element.name)) {
      break_line();
    } else if (is_part(element.name)) {
      break_word();
    }
    for (const std::string_view name : {"normal", "standarddate", "langcode", "href"}) {
      for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.name != name || attribute.value.empty()) continue;
        if (!fallback_.empty()) fallback_ += element.name == "todate" ? "/" : ", ";
        fallback_ += attribute.value;
      }
    }
  }

  void end_within(std::string_view name) {
    if (silent_ == open_.size()) {
      silent_ = 0;
    } else if (names_ == EadNames::kOwn) {
      if (is_block(name)) break_line();
      if (is_part(name)) after_part_ = value_.size();
      if (name == "fromdate") value_ += '/';
    }
    if (depth_of_value_ != open_.size()) return;
    depth_of_value_ = 0;
    if (names_ == EadNames::kAsGiven) {
      if (!key_.empty()) list_.add(path_.back()->elements, std::move(key_), std::move(value_));
      return;
    }
    std::string value = lines_of(value_);
    if (value.empty() || value == "/") value = fallback_;
    if (key_ == "ead.head" || key_ == "ead.unitid" || value == "/") value = collapsed(value);
    if (key_ != "ead.head") list_.add(path_.back()->elements, std::move(key_), std::move(value));
  }

  void break_line() {
    if (!value_.empty() && value_.back() != '\x01') value_ += '\x01';
  }
  // Parts with nothing between them: "12 leaves", "paper".
  void break_word() {
    if (after_part_ != 0 && after_part_ <= value_.size() &&
        collapsed(std::string_view(value_).substr(after_part_)).empty()) {
      value_.resize(after_part_);
      value_ += ", ";
    }
  }

  // Paragraphs, each collapsed.
  static std::string lines_of(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\x01', at), text.size());
      const std::string line = collapsed(text.substr(at, end - at));
      at = end + 1;
      if (line.empty()) continue;
      if (!out.empty()) out += '\n';
      out += line;
    }
    while (out.ends_with(", ")) out.resize(out.size() - 2);
    return out;
  }

  DescriptionDocument& document_;
  ElementList list_;
  const std::function<void(const EadUnit&)> unit_;
  const EadNames names_;
  std::vector<std::string> open_;  // elements, the innermost last
  std::vector<std::shared_ptr<DescriptionLevel>> path_;
  std::vector<bool> told_;
  std::vector<std::uint64_t> lines_, numbers_;
  std::string key_, value_, fallback_;
  std::size_t depth_of_value_ = 0, silent_ = 0;  // number of the open element; 0: none
  std::size_t after_part_ = 0;                   // bytes of the value; 0: there was no part
  bool is_parted_ = false;                       // its text is that of a part
};

}  // namespace

bool is_ead_component(std::string_view name) {
  return name == "c" || (name.size() == 3 && name[0] == 'c' && name[1] >= '0' && name[1] <= '1' &&
                         name[2] >= '0' && name[2] <= '9');
}

std::unique_ptr<FormReader> make_ead_reader(DescriptionDocument& document,
                                            std::function<void(const EadUnit&)> unit,
                                            EadNames names) {
  return std::make_unique<EadReader>(document, std::move(unit), names);
}

}  // namespace delo::packages
