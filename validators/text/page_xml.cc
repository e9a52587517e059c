#include "validators/text/page_xml.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/records/leaf.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kMostOrdered = 20'000;              // regions in a reading order
constexpr std::size_t kMostGroups = 64;                   // within each other
constexpr std::size_t kMostRegions = 64;                  // likewise
constexpr std::size_t kMostOfText = 1 << 20;              // bytes of one line or region
constexpr std::size_t kMostHeld = std::size_t{16} << 20;  // bytes of one page

std::string_view value(const XmlElement& element, std::string_view name) {
  return element.attribute(name).value_or("");
}

long number(std::string_view text, long otherwise) {
  long out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// Groups of regions, nested; in ordered ones the index counts, in others the document's order.
class ReadingOrder {
 public:
  void start(const XmlElement& element) {
    const std::string_view name = element.name;
    const bool group = name.find("Group") != std::string_view::npos;
    if (!group && !name.starts_with("RegionRef")) return;
    if (nodes_.size() >= kMostOrdered || (group && open_.size() >= kMostGroups)) {
      if (group) ++left_out_;
      return;
    }
    const std::size_t number_of_node = nodes_.size();
    nodes_.push_back({.index = number(value(element, "index"), 0),
                      .region = std::string(value(element, "regionRef")),
                      .ordered = name.starts_with("Ordered"),
                      .children = {}});
    if (!open_.empty()) nodes_[open_.back()].children.push_back(number_of_node);
    if (open_.empty()) roots_.push_back(number_of_node);
    if (group) open_.push_back(number_of_node);
  }
  void end(std::string_view name) {
    if (name.find("Group") == std::string_view::npos) return;
    if (left_out_ > 0) {
      --left_out_;  // these are the innermost: one within a group that is left out is, too
    } else if (!open_.empty()) {
      open_.pop_back();
    }
  }

  // Ids of regions, each once.
  std::vector<std::string> regions() {
    std::vector<std::string> out;
    for (const std::size_t root : roots_) take(root, out);
    return out;
  }

 private:
  struct Node {
    long index = 0;
    std::string region;  // of a group: the region that it is the inside of
    bool ordered = false;
    std::vector<std::size_t> children;
  };

  // As deep as groups may be.
  void take(std::size_t at, std::vector<std::string>& out) {
    Node& node = nodes_[at];
    if (!node.region.empty()) out.push_back(node.region);
    if (node.ordered) {
      std::stable_sort(
          node.children.begin(), node.children.end(),
          [&](std::size_t a, std::size_t b) { return nodes_[a].index < nodes_[b].index; });
    }
    for (const std::size_t child : node.children) take(child, out);
  }

  std::vector<Node> nodes_;
  std::vector<std::size_t> roots_, open_;
  std::size_t left_out_ = 0;  // open groups beyond the limits
};

// The text content with the lowest index is the main one; of equal ones the first.
struct Candidate {
  std::string text;
  long index = 0;
  bool has = false;
  void offer(std::string_view other, long at) {
    if (has && at >= index) return;
    text = other;
    index = at;
    has = true;
  }
};

class Held final : public TextHandler {
 public:
  void text(std::string_view utf8) override { out += utf8; }
  void fault(const Rule&, std::optional<std::uint64_t>, std::string, std::string) override {}
  std::string out;
};

struct Region {
  std::string id;
  Held held;
  TextFlow flow{held};
  Candidate text;
  std::size_t lines = 0;    // with text, of its own and of regions in it
  std::size_t counted = 0;  // bytes of what is held, that the page has counted
};

class Page final : public MarkupKind {
 public:
  void start(const XmlElement& element, TextFlow& flow) override {
    const std::string_view name = element.name;
    if (in_order_) return order_.start(element);
    if (name == "Page") {
      begin_page(element, flow);
    } else if (name == "ReadingOrder") {
      in_order_ = true;
    } else if (name.ends_with("Region")) {
      declare(element, flow);
      if (regions_.size() < kMostRegions) {
        regions_.push_back(std::make_unique<Region>());
        regions_.back()->id = value(element, "id");
      } else {
        ++deeper_;
      }
    } else if (name == "TextLine") {
      in_line_ = true;
      line_ = {};
      words_.clear();
    } else if (name == "Word") {
      in_word_ = true;
      word_ = {};
    } else if (name == "Glyph") {
      ++in_glyph_;
    } else if (name == "TextEquiv") {
      index_ = number(value(element, "index"), 0);
    } else if (name == "Unicode") {
      in_text_ = true;
      text_.clear();
    }
  }

  void end(std::string_view name, TextFlow& flow) override {
    if (name == "ReadingOrder") {
      in_order_ = false;
      rank_regions();
    } else if (in_order_) {
      order_.end(name);
    } else if (name == "Unicode") {
      in_text_ = false;
      offer();
    } else if (name == "Glyph") {
      if (in_glyph_ > 0) --in_glyph_;
    } else if (name == "Word") {
      in_word_ = false;
      if (words_.size() < kMostOfText) words_ += word_.text + " ";
    } else if (name == "TextLine") {
      in_line_ = false;
      end_line(flow);
    } else if (name.ends_with("Region")) {
      end_region(flow);
    } else if (name == "Page") {
      tell_held(flow);
    }
  }

  void text(std::string_view text, TextFlow&) override {
    if (in_text_ && text_.size() < kMostOfText) text_ += text;
  }

 private:
  static void declare(const XmlElement& element, TextFlow& flow) {
    const std::string_view language = value(element, "primaryLanguage");
    if (!language.empty()) flow.out().declared_language(language);  // "Russian"
  }

  void begin_page(const XmlElement& element, TextFlow& flow) {
    flow.page(label_of_image(value(element, "imageFilename")));
    declare(element, flow);
    order_ = {};
    ranks_.clear();
    ranked_.clear();
    rest_.clear();
    held_bytes_ = 0;
  }

  void rank_regions() {
    for (std::string& id : order_.regions()) {
      if (ranks_.emplace(std::move(id), ranked_.size()).second) ranked_.emplace_back();
    }
  }

  void offer() {
    if (in_glyph_ > 0) return;
    if (in_word_) {
      word_.offer(text_, index_);
    } else if (in_line_) {
      line_.offer(text_, index_);
    } else if (!regions_.empty()) {
      regions_.back()->text.offer(text_, index_);
    }
  }

  // With an order what regions say waits for the end of the page.
  TextFlow& to(TextFlow& flow) {
    return ranks_.empty() || regions_.empty() ? flow : regions_.back()->flow;
  }

  void end_line(TextFlow& flow) {
    const std::string& said = line_.has ? line_.text : words_;
    if (said.find_first_not_of(" \t\r\n") == std::string::npos) return;
    to(flow).words(said);
    to(flow).line();
    if (regions_.empty()) return;
    ++regions_.back()->lines;
    if (!ranks_.empty()) count(*regions_.back(), flow);
  }

  void end_region(TextFlow& flow) {
    if (deeper_ > 0) {
      --deeper_;
      return;
    }
    if (regions_.empty()) return;
    Region& region = *regions_.back();
    if (region.lines == 0 && region.text.has) {
      tell_region(region.text.text, to(flow));
      ++region.lines;
    }
    to(flow).line();
    const std::unique_ptr<Region> done = std::move(regions_.back());
    regions_.pop_back();
    if (!regions_.empty()) regions_.back()->lines += done->lines;
    if (!ranks_.empty()) hold(*done, flow);
  }

  // The text of a region has line ends of its own.
  static void tell_region(std::string_view text, TextFlow& flow) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      flow.words(text.substr(0, end));
      if (end < text.size()) flow.line();
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void hold(Region& region, TextFlow& flow) {
    const std::string& said = region.held.out;
    if (const auto rank = ranks_.find(region.id); rank != ranks_.end()) {
      ranked_[rank->second] += said;
    } else if (!regions_.empty()) {
      regions_.back()->held.out += said;  // where it stands in the other
      regions_.back()->counted += said.size();
    } else {
      rest_ += said;
    }
    held_bytes_ += said.size() - region.counted;
    if (!regions_.empty()) return count(*regions_.back(), flow);
    if (held_bytes_ > kMostHeld) give_up_order(flow);
  }

  // As the region grows.
  void count(Region& region, TextFlow& flow) {
    held_bytes_ += region.held.out.size() - region.counted;
    region.counted = region.held.out.size();
    if (held_bytes_ > kMostHeld) give_up_order(flow);
  }

  // A page beyond all measure comes as it is written: what is held now, then all else.
  void give_up_order(TextFlow& flow) {
    tell_held(flow);
    for (const auto& region : regions_) {
      if (!region->held.out.empty()) flow.out().text(region->held.out);
      region->held.out.clear();
      region->counted = 0;
    }
    ranks_.clear();
    ranked_.clear();
  }

  void tell_held(TextFlow& flow) {
    flow.line();
    for (std::string& said : ranked_) {
      if (!said.empty()) flow.out().text(said);
      said.clear();
    }
    if (!rest_.empty()) flow.out().text(rest_);
    rest_.clear();
    held_bytes_ = 0;
  }

  ReadingOrder order_;
  std::unordered_map<std::string, std::size_t> ranks_;  // of regions in the order
  std::vector<std::string> ranked_;                     // what these say
  std::string rest_;                                    // what the others say
  std::size_t held_bytes_ = 0;
  std::vector<std::unique_ptr<Region>> regions_;  // open
  std::size_t deeper_ = 0;
  bool in_order_ = false, in_line_ = false, in_word_ = false, in_text_ = false;
  std::size_t in_glyph_ = 0;
  long index_ = 0;
  Candidate line_, word_;
  std::string words_, text_;
};

}  // namespace

std::unique_ptr<MarkupKind> page_xml() { return std::make_unique<Page>(); }

std::string label_of_image(std::string_view file) {
  const auto leaf = leaf_of_file_name(file.substr(0, 1000));
  return leaf ? leaf->label() : "";
}

}  // namespace delo::validators::text
