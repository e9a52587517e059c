// The file as bytes: header, cross-reference, trailer, end.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

PdfBuilder with_table(const std::string& from, const std::string& to) {
  return PdfBuilder::one_page().table([=](std::string table) { return replaced(table, from, to); });
}

std::string with_stream_entries(const std::string& from, const std::string& to) {
  return PdfBuilder::one_page().build_with_streams([=](std::string entries) {
    const std::size_t at = entries.find(from);
    return at == std::string::npos ? entries : entries.replace(at, from.size(), to);
  });
}

TEST(PdfFile, a_sound_file_has_no_findings) { EXPECT_SOUND(PdfBuilder::one_page().build()); }

TEST(PdfFile, a_sound_file_with_cross_reference_streams_has_no_findings) {
  EXPECT_SOUND(PdfBuilder::one_page().build_with_streams());
}

TEST(PdfFile, every_version_there_is_is_known) {
  for (const char* version : {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"})
    EXPECT_SOUND(PdfBuilder::one_page().header("%PDF-" + std::string(version) + "\n").build())
        << version;
}

TEST(PdfFile, a_missing_or_malformed_header_is_found) {
  EXPECT_BREAKS(kHeader, PdfBuilder::one_page().header("PDF file\n").build());
  EXPECT_BREAKS(kHeader, PdfBuilder::one_page().header("%PDF-1\n").build());
  EXPECT_BREAKS(kHeader, PdfBuilder::one_page().header("%PDF 1.4\n").build());
  EXPECT_BREAKS(kHeader, std::string());
}

TEST(PdfFile, a_version_nobody_defined_is_found) {
  EXPECT_BREAKS(kVersion, PdfBuilder::one_page().header("%PDF-1.9\n").build());
}

TEST(PdfFile, bytes_before_the_header_are_found) {
  EXPECT_BREAKS(kHeaderOffset, "junk\n" + PdfBuilder::one_page().build());
  const std::string offset = "junk\n" + PdfBuilder::one_page().header("%PDF-2.0\n").build();
  EXPECT_BREAKS(kHeaderOffsetCounted, offset);
  EXPECT_EQ(look_at(offset).validity, Validity::kValid) << all_findings(look_at(offset));
}

TEST(PdfFile, a_missing_end_marker_is_found) {
  EXPECT_BREAKS(kEof, PdfBuilder::one_page().end("").build());
  EXPECT_BREAKS(kEof, replaced(PdfBuilder::one_page().build(), "\n%%EOF", " %%EOF"));
}

TEST(PdfFile, bytes_after_the_end_are_a_warning) {
  EXPECT_BREAKS(kTrailingBytes, PdfBuilder::one_page().end("%%EOF\nappended").build());
}

TEST(PdfFile, a_startxref_that_is_wrong_is_found) {
  for (const long long offset : {0LL, 7LL, 1'000'000LL, 1'000'000'000'000'000'000LL})
    EXPECT_BREAKS(kStartxref, PdfBuilder::one_page().startxref(offset).build()) << offset;
  EXPECT_BREAKS(kStartxref, replaced(PdfBuilder::one_page().build(), "startxref", "startxxxx"));
}

TEST(PdfFile, a_file_that_was_cut_anywhere_is_invalid) {
  const std::string whole = PdfBuilder::one_page().build();
  for (std::size_t length = 0; length + 2 < whole.size(); length += 7)
    EXPECT_EQ(look_at(whole.substr(0, length)).validity, Validity::kInvalid) << length;
}

TEST(PdfFile, a_table_out_of_form_is_found) {
  EXPECT_BREAKS(kXrefTable, with_table("0 6\n", "0 5\n").build());
  EXPECT_BREAKS(kXrefTable, with_table("65535 f \n", "65535 f\n").build());
  EXPECT_BREAKS(kXrefTable, with_table(" n \n", " x \n").build());
  EXPECT_BREAKS(kXrefTable, with_table("0 6\n", "0 99999999999\n").build());
}

TEST(PdfFile, a_list_of_free_objects_with_a_wrong_head_is_a_warning) {
  const std::string bytes = with_table("0000000000 65535 f", "0000000000 65536 f").build();
  EXPECT_BREAKS(kXrefFree, bytes);
  EXPECT_EQ(look_at(bytes).validity, Validity::kValid);
}

TEST(PdfFile, a_startxref_into_a_line_end_is_a_warning_and_a_blank_an_error) {
  const auto shifted = [](const std::string& more) {
    std::string bytes = PdfBuilder::one_page().build();
    const std::size_t xref = bytes.find("\nxref\n") + 1;
    bytes.insert(xref - 1, more);  // "endobj" more "\n" "xref"
    return replaced(bytes, "startxref\n" + std::to_string(xref),
                    "startxref\n" + std::to_string(xref + more.size() - 1));
  };
  EXPECT_EQ(look_at(shifted("\r")).validity, Validity::kValid)
      << all_findings(look_at(shifted("\r")));
  EXPECT_BREAKS(kStartxrefBlank, shifted("\r"));
  EXPECT_BREAKS(kStartxref, shifted(" "));
}

TEST(PdfFile, a_cross_reference_stream_without_an_entry_for_itself_is_a_remark) {
  const std::string bytes = with_stream_entries("/XRef /Size 8", "/XRef /Index [0 7] /Size 8");
  EXPECT_BREAKS(kXrefSelf, bytes);
}

TEST(PdfFile, an_entry_that_points_elsewhere_is_found) {
  EXPECT_BREAKS(kXrefOffset, PdfBuilder::one_page().shift_offset(3, 1).build());
  EXPECT_BREAKS(kXrefOffset, PdfBuilder::one_page().shift_offset(3, 1'000'000).build());
  EXPECT_BREAKS(kXrefOffset, with_table("00000 n", "00001 n").build());
}

TEST(PdfFile, a_chain_that_does_not_end_is_found) {
  const std::string plain = PdfBuilder::one_page().build();
  const std::size_t xref = plain.find("\nxref\n") + 1;
  EXPECT_BREAKS(kXrefLoop, PdfBuilder::one_page().trailer("/Prev " + std::to_string(xref)).build());
}

TEST(PdfFile, a_trailer_without_its_entries_is_found) {
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().size("/Size (six)").build());
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().size("/Size 3").build());
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().root("(one)").build());
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().trailer("/Prev /Name").build());
  EXPECT_BREAKS(kTrailer,
                replaced(PdfBuilder::one_page().build(), " >>\nstartxref", "\nstartxref"));
}

// Of one table the entries can be counted; streams and updates are written generously.
TEST(PdfFile, a_generous_size_is_a_remark_unless_it_is_the_size_of_one_table) {
  const std::string bytes = with_stream_entries("/XRef /Size 8", "/XRef /Index [0 8] /Size 20");
  EXPECT_BREAKS(kObjectSize, bytes);
  EXPECT_EQ(look_at(bytes).validity, Validity::kValid) << all_findings(look_at(bytes));
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().size("/Size 20").build());
}

TEST(PdfFile, information_is_referred_to) {
  EXPECT_BREAKS(kTrailer, PdfBuilder::one_page().trailer("/Info << /Title (A) >>").build());
}

TEST(PdfFile, free_entries_lead_to_free_entries) {
  EXPECT_BREAKS(kXrefFreeList, with_table("0000000000 65535 f", "0000000003 65535 f").build());
  EXPECT_BREAKS(kXrefFree, with_table("0000000000 65535 f", "0000000300 65535 f").build());
  EXPECT_SOUND(PdfBuilder::one_page()
                   .object(9, "1")
                   .table([](std::string table) {
                     return replaced(table, "0000000000 65535 f", "0000000006 65535 f");
                   })
                   .build());
}

TEST(PdfFile, an_offset_that_is_off_by_white_space_is_a_warning) {
  const std::string bytes = PdfBuilder::one_page().shift_offset(3, -1).build();
  EXPECT_BREAKS(kXrefOffsetBlank, bytes);
  EXPECT_EQ(look_at(bytes).validity, Validity::kValid);
}

TEST(PdfFile, an_update_that_was_cut_is_no_padding) {
  EXPECT_BREAKS(kEof, PdfBuilder::one_page().build() + "7 0 obj\n<< /A 1 >>\nendobj\nxref\n");
  EXPECT_BREAKS(kTrailingBytes, PdfBuilder::one_page().build() + "<!-- served by -->");
}

TEST(PdfFile, a_hybrid_file_names_a_stream) {
  const std::string plain = PdfBuilder::one_page().build();
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.trailer("/XRefStm 000000");
  const std::string at = std::to_string(pdf.build().find("\nxref\n") + 1);
  pdf.trailer("/XRefStm " + std::string(6 - at.size(), '0') + at);
  EXPECT_BREAKS(kXrefLoop, pdf.build());
  const std::string table = "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\n";
  pdf = PdfBuilder::one_page().header("%PDF-1.5\n%" + std::string(4, '\xE2') + "\n" + table);
  EXPECT_BREAKS(kXrefHybrid, pdf.trailer("/XRefStm 15").build());
}

TEST(PdfFile, the_index_of_an_object_stream_agrees) {
  EXPECT_BREAKS(kObjectStream, with_stream_entries("/N 4", "/N 3"));
  EXPECT_BREAKS(kObjectStream, with_stream_entries("/ObjStm", "/ObjStm /Extends 3"));
}

TEST(PdfFile, linearisation_that_is_out_of_date_is_a_warning) {
  const auto with = [](const std::string& entries) {
    return PdfBuilder::one_page()
        .header("%PDF-1.4\n9 0 obj\n<< /Linearized 1 " + entries + " >>\nendobj\n")
        .build();
  };
  const auto whole = [&](const std::string& pages) {
    const std::string rest = " /H [20 9] /E 90 /T 90 /O 3 /N " + pages;
    return with("/L " + std::to_string(with("/L 100" + rest).size()) + rest);
  };
  EXPECT_BREAKS(kLinearized, with("/L 99999"));
  EXPECT_BREAKS(kLinearized, whole("2"));
  EXPECT_SOUND(whole("1"));
  EXPECT_SOUND(with("/L 20"));  // updated since
}

TEST(PdfFile, a_cross_reference_stream_out_of_form_is_found) {
  EXPECT_BREAKS(kXrefStream, with_stream_entries("[1 4 2]", "[9 9 9]"));
  EXPECT_BREAKS(kXrefStream, with_stream_entries("[1 4 2]", "[0 0 0]"));
  EXPECT_BREAKS(kXrefStream, with_stream_entries("[1 4 2]", "[1 4]"));
  EXPECT_BREAKS(kXrefStream, with_stream_entries("/W", "/Index [0 2147483647] /W"));
  EXPECT_BREAKS(kXrefStream, with_stream_entries("/Size ", "/Size 9999"));
}

TEST(PdfFile, a_cross_reference_stream_with_an_entry_too_many_is_a_warning) {
  const std::string bytes = with_stream_entries("/XRef /Size 8", "/XRef /Index [0 7] /Size 8");
  EXPECT_BREAKS(kXrefStreamRest, bytes);
  EXPECT_EQ(look_at(bytes).validity, Validity::kValid) << all_findings(look_at(bytes));
}

TEST(PdfFile, an_object_stream_that_claims_too_much_is_found) {
  EXPECT_BREAKS(kObjectStream, with_stream_entries("/N ", "/N 99999999"));
  EXPECT_BREAKS(kObjectStream, with_stream_entries("/First ", "/First 9999"));
}

TEST(PdfFile, what_cannot_be_opened_is_unreadable) {
  EXPECT_BREAKS(kUnreadable, "%PDF-1.4\nnothing\n%%EOF\n");
}

TEST(PdfFile, an_error_of_the_source_is_no_verdict) {
  struct Broken final : ByteSource {
    std::uint64_t size() const override { return 5000; }
    Result<std::size_t> read_at(std::uint64_t, std::span<std::byte>) const override {
      return Error{ErrorCode::kIo, "the medium does not answer"};
    }
  };
  const auto result = validators::pdf::examine(Broken(), RelativePath(), Format{}, {});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace delo::test
