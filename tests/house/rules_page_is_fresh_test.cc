#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "ingest/reports/rules_page.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

// DELO_UPDATE_PAGES=1 writes the page instead.
TEST(House, the_page_of_rules_is_fresh) {
  const std::string path = DELO_SOURCE_DIR "/docs/rules.md";
  const std::string now = rules_page(all_rules());
  if (std::getenv("DELO_UPDATE_PAGES") != nullptr) {
    std::ofstream(path, std::ios::binary) << now;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(page == now) << "docs/rules.md is stale: delo rules --format markdown > docs/rules.md";
}

}  // namespace
}  // namespace delo::ingest
