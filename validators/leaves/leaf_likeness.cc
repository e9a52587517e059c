#include "validators/leaves/leaf_likeness.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"

namespace delo::validators {
bool is_in_album(FileRole role, bool any_master) {
  return role == FileRole::kMaster || (!any_master && role == FileRole::kAccess);
}

void LeafAlbum::add(std::uint32_t item, const FileObject& file,
                    const TechnicalMetadata& technical) {
  const std::string path = file.path.text();
  File added{.item = item,
             .pages = technical.page_count,
             .path_at = paths_.size(),
             .path_size = static_cast<std::uint32_t>(path.size())};
  paths_ += path;
  const auto digest = file.digests.find(DigestAlgorithm::kSha256);
  if (digest && file.size > 0 && digest->hex.size() >= 2 * added.digest.size()) {
    const auto nibble = [&](std::size_t i) {
      const char c = digest->hex[i];
      return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    };
    for (std::size_t i = 0; i < added.digest.size(); ++i) {
      added.digest[i] = static_cast<char>(nibble(2 * i) << 4 | nibble(2 * i + 1));
    }
  }
  const auto number = static_cast<std::uint32_t>(files_.size());
  files_.push_back(added);
  for (std::uint32_t i = 0; i < technical.pages.size(); ++i) {
    const auto& look = technical.pages[i].look;
    if (look && !look->blank()) pages_.push_back({number, i + 1, look->hash});
  }
}

// One pass over an album, in the order of the items.
class LeafAlbum::Search {
 public:
  Search(const LeafAlbum& album, const ItemName& name_of_item, bool between)
      : album_(album), name_of_item_(name_of_item), between_(between) {}

  std::vector<Finding> run() {
    find_same_files();
    find_same_images();
    return std::move(findings_);
  }

 private:
  const File& file(std::uint32_t index) const { return album_.files_[index]; }
  bool may_be_twins(const File& a, const File& b) const { return (a.item != b.item) == between_; }

  std::string path_of(const File& file) const {
    std::string path = album_.paths_.substr(static_cast<std::size_t>(file.path_at), file.path_size);
    return name_of_item_ ? name_of_item_(file.item) + "/" + path : path;
  }
  std::string name_of(const Page& page) const {
    const File& in = file(page.file);
    return (in.pages > 1 ? "page " + std::to_string(page.number) + " of " : "") +
           display_of(path_of(in));
  }
  Location place_of(const File& file) const {
    Location where;
    if (auto path = RelativePath::parse(path_of(file))) where.path = *std::move(path);
    return where;
  }

  void find_same_files() {
    std::vector<std::uint32_t> order(album_.files_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return file(i).item; });
    is_double_.assign(order.size(), false);
    std::map<ShortDigest, std::uint32_t> first;
    std::size_t told = 0;
    for (const std::uint32_t i : order) {
      if (file(i).digest == ShortDigest{}) continue;
      const auto [known, is_new] = first.emplace(file(i).digest, i);
      if (is_new) continue;
      is_double_[i] = true;
      const File& earlier = file(known->second);
      if (!may_be_twins(file(i), earlier) || ++told > kMostFindings) continue;
      findings_.push_back(finding(leaf_rule::kSameFile, place_of(file(i)),
                                  display_of(path_of(file(i))) + " is " +
                                      display_of(path_of(earlier)) + ", byte for byte"));
    }
    if (told > kMostFindings) {
      findings_.push_back(finding(
          leaf_rule::kSameFile, {},
          std::to_string(told - kMostFindings) + " more files are the same as one before them"));
    }
  }

  void find_same_images() {
    // What is a double of a file is told already, and shows what that one shows.
    std::vector<const Page*> pages;
    for (const Page& page : album_.pages_) {
      if (!is_double_[page.file]) pages.push_back(&page);
    }
    std::ranges::stable_sort(pages, {}, [&](const Page* page) { return file(page->file).item; });
    const bool too_many = pages.size() > kMostPages;
    if (too_many) pages.resize(kMostPages);
    std::size_t told = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (told == kMostFindings || (too_many && i + 1 == pages.size())) {
        findings_.push_back(finding(leaf_rule::kSameImage, {},
                                    "of the scans after the first " + std::to_string(i) +
                                        " nobody looked whether they come twice"));
        break;
      }
      const auto [nearest, bits] = nearest_before(pages, i);
      if (nearest == nullptr) continue;
      ++told;
      const File& in = file(pages[i]->file);
      Location where = place_of(in);
      if (in.pages > 1) where.part = "page " + std::to_string(pages[i]->number);
      findings_.push_back(finding(leaf_rule::kSameImage, std::move(where),
                                  name_of(*pages[i]) + " looks like " + name_of(*nearest) + ": " +
                                      std::to_string(bits) +
                                      " of 255 features of the image differ"));
    }
  }

  std::pair<const Page*, int> nearest_before(const std::vector<const Page*>& pages,
                                             std::size_t index) const {
    const Page* nearest = nullptr;
    int least = kAlikeBits + 1;
    for (std::size_t k = 0; k < index; ++k) {
      const int bits = distance(pages[index]->hash, pages[k]->hash);
      if (bits >= least || !may_be_twins(file(pages[index]->file), file(pages[k]->file))) continue;
      least = bits;
      nearest = pages[k];
    }
    return {nearest, least};
  }

  const LeafAlbum& album_;
  const ItemName& name_of_item_;
  const bool between_;
  std::vector<bool> is_double_;
  std::vector<Finding> findings_;
};

std::vector<Finding> LeafAlbum::find(const ItemName& name_of_item, bool between) const {
  return Search(*this, name_of_item, between).run();
}

}  // namespace delo::validators
