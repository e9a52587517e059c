// MODS 3 (Library of Congress): what it says as flat elements, "mods.titleInfo",
// "mods.name.creator", "mods.dateCreated".
#include <algorithm>
#include <array>
#include <utility>

#include "core/text/utf8.h"
#include "packages/descriptive/form_reader.h"

namespace delo::packages {
namespace {

// Elements that only hold others, each of which stands for itself.
constexpr std::array<std::string_view, 4> kWrappers = {"originInfo", "physicalDescription",
                                                       "location", "recordInfo"};

bool is_wrapper(std::string_view name) {
  return std::ranges::find(kWrappers, name) != kWrappers.end();
}

// MARC relators and plain words of who made a record.
bool is_maker(std::string_view role) {
  constexpr std::array<std::string_view, 12> kRoles = {
      "",    "cre",           "creator", "aut",        "author", "автор",
      "crp", "correspondent", "org",     "originator", "att",    "attributed name"};
  return std::ranges::find(kRoles, role) != kRoles.end();
}

class ModsReader final : public FormReader {
 public:
  explicit ModsReader(DescriptionDocument& document) : document_(document), list_(document) {}

  void start(const XmlElement& element, std::uint64_t line) override {
    path_.emplace_back(element.name);
    if (element.name == "mods" && !inside_) {
      inside_ = true;
      base_ = path_.size();
      open_ = DescribedRecord{.elements = {}, .line = line};
      return;
    }
    if (!inside_) return;
    const std::size_t level = path_.size() - base_;
    if (level == 1 || (level == 2 && is_wrapper(path_[base_]))) {
      if (level == 1) wrapper_ = is_wrapper(element.name);
      parts_.clear();
      type_ = element.attribute("type").value_or("");
      point_ = element.attribute("point").value_or("");
    }
    parts_.push_back({std::string(element.name), {}});
    if (const auto link = element.attribute("href", "http://www.w3.org/1999/xlink")) {
      parts_.back().second += *link;
    }
  }

  void text(std::string_view text) override {
    if (!inside_ || path_.size() <= base_ || kept_ > kMaxTextOfUnit) return;
    kept_ += text.size();
    if (parts_.empty() || parts_.back().first != path_.back()) {
      parts_.push_back({path_.back(), {}});
    }
    parts_.back().second += text;
  }

  void end(std::string_view name) override {
    if (inside_) {
      const std::size_t level = path_.size() - base_;
      if (level == 0) {
        close();
      } else if (level == 1 && !wrapper_) {
        take(name);
      } else if (level == 2 && wrapper_) {
        take_within(path_[base_], name);
      }
      if (level == 1) wrapper_ = false;
    }
    if (!path_.empty()) path_.pop_back();
  }

 private:
  using Part = std::pair<std::string, std::string>;  // name, text

  std::string joined(std::string_view joint) const {
    std::string out;
    for (const Part& part : parts_) {
      const std::string text = collapsed(part.second);
      if (text.empty()) continue;
      if (!out.empty()) out += joint;
      out += text;
    }
    return out;
  }
  std::string part(std::string_view name) const {
    std::string out;
    for (const Part& one : parts_) {
      if (one.first != name) continue;
      const std::string text = collapsed(one.second);
      if (!text.empty()) out += (out.empty() ? "" : ", ") + text;
    }
    return out;
  }

  void take(std::string_view name) {
    std::string key = "mods." + std::string(name), value;
    if (name == "titleInfo") {
      value = title();
      if (!type_.empty()) key += "." + type_;
    } else if (name == "name") {
      std::string role;
      for (const Part& one : parts_) {
        if (one.first == "roleTerm" && role.empty()) role = to_lower(collapsed(one.second));
      }
      if (is_maker(role)) key += ".creator";
      value = part("displayForm");
      if (value.empty()) value = part("namePart");
      if (!role.empty() && !is_maker(role)) value += " (" + role + ")";
      // Whatever else is told of the person: affiliation, description.
      for (const char* more : {"affiliation", "description", "nameIdentifier"}) {
        if (const std::string text = part(more); !text.empty()) value += "; " + text;
      }
    } else if (name == "subject") {
      value = joined(" -- ");
    } else if (name == "language") {
      value = part("languageTerm");
      if (value.empty()) value = joined(", ");
    } else {
      value = joined(name == "relatedItem" || name == "part" ? ". " : " ");
    }
    add(std::move(key), std::move(value));
  }

  std::string title() const {
    std::string out = part("nonSort");
    const auto more = [&](std::string_view joint, const std::string& text) {
      if (!text.empty()) out += (out.empty() ? "" : std::string(joint)) + text;
    };
    more(out.ends_with('\'') ? "" : " ", part("title"));
    more(": ", part("subTitle"));
    more(". ", part("partNumber"));
    more(". ", part("partName"));
    return out.empty() ? joined(" ") : out;
  }

  void take_within(std::string_view wrapper, std::string_view name) {
    std::string value = joined(", ");
    if ((wrapper == "originInfo") && name.find("ate") != std::string_view::npos &&
        (point_ == "start" || point_ == "end")) {
      take_end_of_range("mods." + std::string(name), std::move(value));
      return;
    }
    const bool whole = wrapper == "recordInfo" || name == "note";
    add("mods." + (whole ? std::string(wrapper) + "." : std::string()) + std::string(name),
        std::move(value));
  }

  // Two elements, of which one begins and one ends the range.
  void take_end_of_range(const std::string& key, std::string value) {
    if (point_ == "end" && !open_.elements.empty() && open_.elements.back().name == key &&
        open_.elements.back().value.ends_with("/..")) {
      std::string& range = open_.elements.back().value;
      range.replace(range.size() - 2, 2, value);
      return;
    }
    if (!value.empty()) add(key, point_ == "start" ? value + "/.." : "../" + value);
  }

  void add(std::string key, std::string value) {
    list_.add(open_.elements, std::move(key), std::move(value));
    parts_.clear();
  }

  void close() {
    inside_ = false;
    kept_ = 0;
    if (document_.records.size() < kMaxRecords) {
      document_.records.push_back(std::move(open_));
    } else {
      document_.cut = true;
    }
    open_ = {};
  }

  DescriptionDocument& document_;
  ElementList list_;
  DescribedRecord open_;
  std::vector<std::string> path_;
  std::vector<Part> parts_;  // of the element being read
  std::string type_, point_;
  std::size_t base_ = 0, kept_ = 0;
  bool inside_ = false, wrapper_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_mods_reader(DescriptionDocument& document) {
  return std::make_unique<ModsReader>(document);
}

}  // namespace delo::packages
