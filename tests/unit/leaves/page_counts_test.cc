// A PDF of the item against its masters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validators/leaves/leaf_sequence.h"

namespace delo::validators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PageCounts : public ::testing::Test {
 protected:
  void file(const std::string& name, FileRole role, std::uint32_t pages) {
    FileObject file;
    file.path = RelativePath::parse(name).value();
    file.role = role;
    if (role == FileRole::kMaster) file.leaf = leaf_of_file_name(file.path.name());
    if (name.ends_with(".pdf")) file.format.mime = "application/pdf";
    item_.files.push_back(std::move(file));
    pages_.push_back(pages);
  }
  std::vector<std::string> found() {
    std::vector<std::string> out;
    for (const Finding& f : check_page_counts(item_, pages_))
      out.push_back(f.rule + " " + f.where.path.text() + ": " + f.message);
    return out;
  }
  Item item_;
  std::vector<std::uint32_t> pages_;
};

TEST_F(PageCounts, a_page_for_each_master_is_nothing_to_say) {
  for (const char* name : {"0037.tif", "0037ob.tif", "0038.tif"}) file(name, FileRole::kMaster, 1);
  file("leaves.pdf", FileRole::kAccess, 3);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PageCounts, fewer_or_more_pages_are_a_warning) {
  for (const char* name : {"0037.tif", "0038.tif"}) file(name, FileRole::kMaster, 1);
  file("leaves.pdf", FileRole::kAccess, 3);
  EXPECT_EQ(check_page_counts(item_, pages_).at(0).rule, "leaves.page-count");
  EXPECT_THAT(found(), ElementsAre("leaves.page-count leaves.pdf: leaves.pdf has 3 pages, the "
                                   "masters 2 pages"));
  pages_.back() = 1;
  EXPECT_THAT(found(), ElementsAre("leaves.page-count leaves.pdf: leaves.pdf has 1 page, the "
                                   "masters 2 pages"));
}

TEST_F(PageCounts, pdfs_may_share_the_leaves_between_them) {
  for (const char* name : {"0037.tif", "0038.tif", "0039.tif"}) file(name, FileRole::kMaster, 1);
  file("part1.pdf", FileRole::kAccess, 1);
  file("part2.pdf", FileRole::kAccess, 2);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PageCounts, texts_and_unreadable_pdfs_are_not_counted) {
  for (const char* name : {"0037.tif", "0038.tif"}) file(name, FileRole::kMaster, 1);
  file("text.pdf", FileRole::kTranscription, 9);
  file("broken.pdf", FileRole::kAccess, 0);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PageCounts, without_masters_the_reference_tells) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40");
  file("delo.pdf", FileRole::kAccess, 7);
  EXPECT_THAT(found(), IsEmpty()) << "four leaves have four to eight sides";
  pages_.back() = 3;
  EXPECT_THAT(found(), ElementsAre("leaves.page-count delo.pdf: delo.pdf has 3 pages, the "
                                   "reference names 4 leaves"));
}

}  // namespace
}  // namespace delo::validators
