// What a plan says of names, tables, descriptions and headers, ingest says too.
#include <gmock/gmock.h>

#include "ingest/examination/document_findings.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/planning/plan_and_ingest.h"

namespace delo::ingest::tests_of_planning {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

constexpr const char* kItem = "APRF_f45_op1_d1";

const std::string kDoctype =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE ead PUBLIC \"+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded "
    "Archival Description (EAD) Version 2002)//EN\" \"ead.dtd\">\n";

std::string in_item(const std::string& name) { return std::string(kItem) + "/" + name; }

std::string put32(std::uint32_t value) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

// `pages` pages, one behind the other, each with a strip of its own.
std::string tiff_of(std::uint32_t pages) {
  std::string out = "II*" + std::string(1, '\0') + put32(8);
  for (std::uint32_t page = 0; page < pages; ++page) {
    constexpr std::uint32_t kEntries = 9, kWidth = 8;
    const auto ifd = static_cast<std::uint32_t>(out.size());
    const std::uint32_t strip = ifd + 2 + kEntries * 12 + 4, next = strip + kWidth * kWidth;
    const auto entry = [&](int tag, int type, std::uint32_t value) {
      out += static_cast<char>(tag & 255);
      out += static_cast<char>(tag >> 8);
      out += static_cast<char>(type);
      out += std::string(1, '\0') + put32(1) + put32(value);
    };
    out += static_cast<char>(kEntries);
    out += '\0';
    entry(256, 4, kWidth);
    entry(257, 4, kWidth);
    entry(258, 3, 8);
    entry(259, 3, 1);
    entry(262, 3, 1);
    entry(273, 4, strip);
    entry(277, 3, 1);
    entry(278, 4, kWidth);
    entry(279, 4, kWidth * kWidth);
    out += put32(page + 1 < pages ? next : 0);
    for (std::uint32_t i = 0; i < kWidth * kWidth; ++i) {
      out += static_cast<char>((i * 37 + page * 101 + i * i * (page + 3)) & 255);
    }
  }
  return out;
}

std::string pdf(const std::string& in_trailer, bool ends = true) {
  std::string out = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  std::vector<std::size_t> at;
  for (const char* object : {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
                             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<<>>>>"}) {
    at.push_back(out.size());
    out += std::to_string(at.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::size_t xref = out.size();
  out += "xref\n0 4\n0000000000 65535 f \n";
  for (const std::size_t offset : at) {
    std::string digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  out += "trailer\n<</Size 4/Root 1 0 R" + in_trailer + ">>\nstartxref\n" + std::to_string(xref) +
         "\n";
  return ends ? out + "%%EOF\n" : out;
}

std::string odt_of_version(const std::string& version) {
  packages::ZipBuilder zip;
  zip.add("mimetype", "application/vnd.oasis.opendocument.text");
  zip.add("content.xml",
          "<office:document-content office:version=\"" + version +
              "\" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
              "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
              "<office:text><text:p>Первый лист</text:p></office:text></office:body>"
              "</office:document-content>");
  return zip.bytes();
}

struct Trial {
  const char* of;
  std::function<void(tests::BatchBuilder&, Policy&)> make;
  Verdict verdict;
  const char* rule;  // that both tell; null: none of leaves
};

std::vector<Trial> trials() {
  const auto carrier = [](Policy& policy) {
    policy.leaves.scheme = LeafScheme::kCarrier;
    policy.rules.push_back({"leaves.unnumbered", Action::kReject});
  };
  const auto leaves = [](tests::BatchBuilder& batch, const char* range) {
    batch.file(in_item("metadata.csv"),
               "filename,dc.title,dc.identifier\n,Telegram,\"APRF, f. 45, op. 1, d. 1, ll. " +
                   std::string(range) + "\"\n");
  };
  return {
      {"a sound item", [](auto& batch, auto&) { batch.file(in_item("0003.tif"), tiff_of(1)); },
       Verdict::kAccept, nullptr},
      {"an element that the policy requires is not there",
       [](auto&, Policy& policy) {
         policy.required = {{.level = {}, .elements = {IsadElement::kExtent}}};
       },
       Verdict::kReject, "policy.description.required"},
      {"a scan without a byte", [](auto& batch, auto&) { batch.file(in_item("0003.tif"), ""); },
       Verdict::kReject, "examination.empty-file"},
      {"a PDF that nobody can open",
       [](auto& batch, auto&) { batch.file(in_item("x.pdf"), pdf("/Encrypt 9 0 R")); },
       Verdict::kReject, "pdf.encryption"},
      {"a PDF that was cut off",
       [](auto& batch, auto&) { batch.file(in_item("x.pdf"), pdf("", false)); }, Verdict::kReject,
       "pdf.eof"},
      {"a long PDF that was cut off",
       [](auto& batch, auto&) {
         batch.file(in_item("x.pdf"), pdf("").substr(0, 40) + std::string(200'000, '\n'));
       },
       Verdict::kReject, "pdf.eof"},
      {"a description that is cut off",
       [](auto& batch, auto&) { batch.file(in_item("metadata/mods.xml"), "<mods"); },
       Verdict::kReject, "xml.well-formed"},
      {"a long finding aid that is cut off",
       [](auto& batch, auto&) {
         batch.file(in_item("metadata/ead.xml"),
                    "<ead xmlns=\"urn:isbn:1-931666-22-9\"><p>" + std::string(100'000, 'x'));
       },
       Verdict::kReject, "xml.well-formed"},
      {"a finding aid that names its DTD",
       [](auto& batch, auto&) {
         batch.file(in_item("metadata/ead.xml"), kDoctype + "<ead><archdesc/></ead>");
       },
       Verdict::kAccept, "xml.doctype-present"},
      {"a finding aid that declares entities beside its DTD",
       [](auto& batch, auto&) {
         batch.file(in_item("metadata/ead.xml"),
                    "<!DOCTYPE ead SYSTEM \"ead.dtd\" [<!ENTITY x \"y\">]><ead>&x;</ead>");
       },
       Verdict::kReject, "xml.doctype"},
      {"one file that carries the leaves on its pages",
       [=](tests::BatchBuilder& batch, Policy& policy) {
         carrier(policy);
         batch.remove(in_item("0001.tif")).remove(in_item("0002.tif"));
         leaves(batch, "37-40");
         batch.file(in_item("scan.tif"), tiff_of(4));
       },
       Verdict::kAccept, nullptr},
      {"a PDF that carries the leaves, whose pages a plan can't count",
       [=](tests::BatchBuilder& batch, Policy& policy) {
         carrier(policy);
         batch.remove(in_item("0001.tif")).remove(in_item("0002.tif"));
         leaves(batch, "37");
         batch.file(in_item("scan.pdf"), pdf("/ID[<aa><aa>]"));
       },
       Verdict::kAccept, nullptr},
      {"names that say no leaf, of files of one page",
       [](tests::BatchBuilder& batch, Policy& policy) {
         policy.rules.push_back({"leaves.unnumbered", Action::kReject});
         batch.file(in_item("scan_a.tif"), tiff_of(1)).file(in_item("scan_b.tif"), tiff_of(1));
       },
       Verdict::kReject, "leaves.unnumbered"},
      {"a document whose version stands in its packed XML",
       [](tests::BatchBuilder& batch, Policy& policy) {
         policy.formats_by_role = {{FileRole::kTranscription, {"fmt/1756"}}};
         batch.file(in_item("transcription_ru.odt"), odt_of_version("1.3"));
       },
       Verdict::kAccept, nullptr},
      {"a leaf that is missing",
       [=](tests::BatchBuilder& batch, Policy& policy) {
         policy.rules.push_back({"leaves.missing", Action::kReject});
         leaves(batch, "1-3");
       },
       Verdict::kReject, "leaves.missing"},
  };
}

using PlanAgainstIngest = PlanAndIngest;

TEST_F(PlanAgainstIngest, both_say_the_same_of_what_a_plan_sees) {
  for (const Trial& trial : trials()) {
    SCOPED_TRACE(trial.of);
    batch_.remove(kItem);
    std::filesystem::remove_all(root());
    batch_.file(in_item("0001.tif"), tiff('a')).file(in_item("0002.tif"), tiff('b'));
    policy_ = {.id = {"test"}, .version = 1};
    trial.make(batch_, policy_);
    const auto planned = plan();
    const auto taken = ingest(false);
    ASSERT_EQ(planned.size(), 1u);
    ASSERT_EQ(taken.size(), 1u) << error_;
    EXPECT_EQ(planned.front().decision.verdict, trial.verdict)
        << testing::PrintToString(planned.front().because());
    EXPECT_EQ(taken.front().verdict, trial.verdict)
        << testing::PrintToString(rules_of(taken.front().findings));
    const std::string unnumbered = "leaves.unnumbered";
    for (const auto& rules :
         {rules_of(planned.front().findings), rules_of(taken.front().findings)}) {
      if (trial.rule != nullptr) {
        EXPECT_THAT(rules, Contains(trial.rule));
      } else {
        EXPECT_THAT(rules, Not(Contains(unnumbered)));
      }
    }
  }
}

// Of each item the validity of what it keeps of the batch.
std::vector<Validity> validity_of_documents(const std::vector<ItemRecord>& records) {
  std::vector<Validity> out;
  for (const ItemRecord& record : records) {
    EXPECT_TRUE(record.files.for_each([&](const ItemFile& file) {
      if (is_document_from_batch(file.object)) out.push_back(file.examination.validity);
    }));
  }
  return out;
}

TEST_F(PlanAgainstIngest, a_fault_of_an_aid_beside_the_items_is_told_once_and_withholds_none) {
  const std::string unit =
      "<archdesc level=\"fonds\"><did><unitid>APRF, f. "
      "45</unitid><unittitle>Fond</unittitle></did>";
  const std::string plain = "<ead xmlns=\"urn:isbn:1-931666-22-9\">" + unit;
  const std::string whole = plain + "</archdesc></ead>";
  const std::string entity = kDoctype + whole.substr(0, whole.find("Fond<")) + "&fond;" +
                             whole.substr(whole.find("</unittitle"));
  batch_.remove(kItem);
  for (const std::string delo : {"1", "2"}) {
    batch_.file("d" + delo + "/0001.tif", tiff(delo.front()));
    batch_.file(
        "d" + delo + "/metadata.csv",
        "filename,dc.title,dc.identifier\n,Title,\"APRF, f. 45, op. 1, d. " + delo + "\"\n");
  }
  policy_ = {.id = {"test"}, .version = 1};
  for (const auto& [aid, rule, validity] :
       {std::tuple(entity, "xml.entity-undeclared", Validity::kValid),
        std::tuple(plain + "</archdesc>", "xml.well-formed", Validity::kInvalid)}) {
    SCOPED_TRACE(rule);
    std::filesystem::remove_all(root());
    batch_.file("ead.xml", aid);
    for (const PlannedItem& item : plan()) {
      EXPECT_EQ(item.decision.verdict, Verdict::kAccept) << testing::PrintToString(item.because());
    }
    const auto taken = ingest(true);
    ASSERT_EQ(taken.size(), 2u) << error_;
    for (const ItemRecord& record : taken) {
      EXPECT_EQ(record.verdict, Verdict::kAccept)
          << testing::PrintToString(rules_of(record.findings));
      EXPECT_THAT(rules_of(record.findings), Not(Contains(rule)));
    }
    EXPECT_THAT(validity_of_documents(taken), ElementsAre(validity, validity));
    ASSERT_EQ(std::ranges::count(of_batch_, rule, &Finding::rule), 1);
    const Finding& told = *std::ranges::find(of_batch_, rule, &Finding::rule);
    EXPECT_EQ(told.severity, Severity::kWarning);
    EXPECT_EQ(told.where.path.text(), "ead.xml");
  }
}

}  // namespace
}  // namespace delo::ingest::tests_of_planning
