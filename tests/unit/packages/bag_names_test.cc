#include "packages/bagit/bag_names.h"

#include <gtest/gtest.h>

namespace delo::packages {
namespace {

TEST(BagNames, manifests_are_named_after_their_algorithm) {
  EXPECT_EQ(manifest_name(DigestAlgorithm::kSha256), "manifest-sha256.txt");
  EXPECT_EQ(tag_manifest_name(DigestAlgorithm::kSha512), "tagmanifest-sha512.txt");
  // RFC 8493 §2.4: no dash.
  EXPECT_EQ(manifest_name(DigestAlgorithm::kBlake2b512), "manifest-blake2b512.txt");
  EXPECT_EQ(algorithm_of_manifest("manifest-md5.txt"), "md5");
  EXPECT_EQ(algorithm_of_tag_manifest("tagmanifest-sha1.txt"), "sha1");
}

TEST(BagNames, a_tag_manifest_is_no_manifest) {
  EXPECT_EQ(algorithm_of_manifest("tagmanifest-md5.txt"), std::nullopt);
  EXPECT_EQ(algorithm_of_tag_manifest("manifest-md5.txt"), std::nullopt);
  EXPECT_EQ(algorithm_of_manifest("manifest-.txt"), std::nullopt);
  EXPECT_EQ(algorithm_of_manifest("manifest-md5.txt.bak"), std::nullopt);
}

TEST(BagNames, line_ends_and_percent_signs_are_encoded) {
  const std::string path = "a\nb\rc%0Ad";
  EXPECT_EQ(encode_manifest_path(path), "a%0Ab%0Dc%250Ad");
  EXPECT_EQ(decode_manifest_path(encode_manifest_path(path), true), path);
}

TEST(BagNames, other_percent_signs_stay) {
  EXPECT_EQ(decode_manifest_path("100%20%.txt", true), "100%20%.txt");
  EXPECT_EQ(decode_manifest_path("%0a%2", true), "\n%2");
}

TEST(BagNames, before_1_0_the_percent_sign_was_not_encoded) {
  EXPECT_EQ(decode_manifest_path("a%25b%0A", false), "a%25b\n");
}

}  // namespace
}  // namespace delo::packages
