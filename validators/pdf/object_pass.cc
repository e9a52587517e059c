#include "validators/pdf/object_pass.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "validators/metadata/icc_profile.h"
#include "validators/pdf/content_stream.h"
#include "validators/pdf/graph_check.h"
#include "validators/pdf/images.h"
#include "validators/pdf/page_facts.h"
#include "validators/pdf/pdf_metadata.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/resources.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kPagesTold = 2000;            // TechnicalMetadata::pages
constexpr std::size_t kNamesTold = 100;             // of attachments, of fonts
constexpr std::size_t kMaxName = 150;               // bytes of one
constexpr std::uint64_t kLeastBudget = 4ull << 30;  // bytes all streams may unfold to
constexpr std::uint64_t kBudgetRatio = 20;          // or so many times the file
constexpr std::uint64_t kMaxIcc = 32ull << 20;      // bytes of one profile
constexpr std::uint64_t kMaxPacket = 16ull << 20;   // bytes of one XMP packet

class ObjectPass {
 public:
  ObjectPass(Document& document, std::uint64_t file_size, Examination& examination,
             const XmpReport& claims, Findings& findings)
      : document_(document),
        examination_(examination),
        claims_(claims),
        findings_(findings),
        budget_{std::max(kLeastBudget, file_size * kBudgetRatio)},
        images_(document, findings, budget_),
        contents_(document, findings, &images_),
        graph_(findings),
        resources_(findings, graph_) {}

  void run(const std::vector<Page>& pages, bool thumbnail) {
    labels_ = page_labels(root(), std::min(pages.size(), kPagesTold));
    for (const Page& page : pages) {
      resources_.check(page.resources, page.part());
      colour_spaces(page.resources);
      const ContentFacts facts = contents_.page(page);
      tell(page, facts, appearances(page), thumbnail);
      graph_.look(page.dictionary, Shape::kPage);
      const Value annotations = page.dictionary.get("Annots");
      for (std::size_t i = 0; i < annotations.size(); ++i)
        if (annotations.at(i).is(Kind::kDictionary))
          graph_.look(annotations.at(i), Shape::kAnnotation);
      graph_.run();
    }
    catalog();
    walk(*document_.trailer(), {});
    for (const XrefEntry& entry : document_.xref()) object(entry.id);
    for (const auto& [id, components] : profiles_) profile(id, components);
    finish();
  }

 private:
  void tell(const Page& page, const ContentFacts& facts, bool marked, bool thumbnail) {
    const bool single = facts.images == 1 && facts.draws.size() == 1;
    if (page.number == 1 && thumbnail && single)
      images_.want_thumbnail_of(facts.draws[0].image.home());
    for (const Value& font : facts.fonts)
      if (!is_embedded(font)) not_embedded(font);
    TechnicalMetadata& technical = examination_.technical;
    if (technical.pages.size() >= kPagesTold) return;
    if (single)
      if (const Value icc = facts_of(facts.draws[0].image).colour.icc; icc.is(Kind::kStream))
        profile_of_page_.emplace_back(technical.pages.size(), icc.home());
    technical.pages.push_back(page_metadata(page, facts, marked));
    // A page that is one image shows what the image shows.
    if (single && !marked && !facts.other && !facts.visible_text)
      image_of_page_.emplace_back(technical.pages.size() - 1, facts.draws[0].image.home());
    if (page.number <= labels_.size()) technical.pages.back().label = labels_[page.number - 1];
  }

  void tell_looks() {
    std::vector<PageMetadata>& pages = examination_.technical.pages;
    for (const auto& [page, image] : image_of_page_) {
      const PageLook* look = images_.look_of(image);
      if (!look) continue;
      pages[page].look = *look;
      pages[page].blank = look->blank();
    }
    for (std::size_t i = 0; i < pages.size(); ++i)
      if (pages[i].blank.value_or(false))
        findings_.add(
            kPageBlank, "page " + std::to_string(i + 1), -1,
            "page " + std::to_string(i + 1) + " is blank" +
                (pages[i].look
                     ? ": there are marks in " + std::to_string(pages[i].look->marked) + " of " +
                           std::to_string(pages[i].look->places) + " places of its image"
                     : ": nothing is painted on it"));
  }

  void not_embedded(const Value& font) {
    const std::string name = display_of(font.get("BaseFont").text().substr(0, kMaxName));
    std::vector<std::string>& names = pdf_.fonts_not_embedded;
    if (!name.empty() && names.size() < kNamesTold &&
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }

  // Those that content streams name (7.8.3), each once.
  void colour_spaces(const Value& resources) {
    const Value spaces = resources.get("ColorSpace");
    if (!spaces.is(Kind::kDictionary)) return;
    if (spaces.is_indirect() && !spaces_.insert(spaces.home()).second) return;
    for (const auto& [name, unused] : spaces.object().entries()) {
      const Value space = spaces.get(name);
      if (space.is_null() || (space.is_indirect() && !spaces_.insert(space.home()).second))
        continue;
      if (std::string fault = fault_of_colour_space(document_, space, false); !fault.empty())
        findings_.add(kColourSpace, space.part(), space.offset(), "/" + name + ": " + fault);
    }
  }

  Value root() { return Value(document_, document_.trailer(), {}, true).get("Root"); }

  // Normal appearances of a page's annotations (12.5.5), what the reader sees; true
  // when one of them marks the page.
  bool appearances(const Page& page) {
    bool marked = false;
    const Value annotations = page.dictionary.get("Annots");
    for (std::size_t i = 0; i < annotations.size(); ++i) {
      const Value normal = annotations.at(i).get("AP").get("N");
      if (normal.is(Kind::kStream)) marked |= appearance(normal);
      if (!normal.is(Kind::kDictionary)) continue;
      for (const auto& [state, unused] : normal.object().entries())
        if (const Value form = normal.get(state); form.is(Kind::kStream))
          marked |= appearance(form);
    }
    return marked;
  }
  bool appearance(const Value& form) {
    resources_.check(form.get("Resources"), form.part());
    return contents_.stream(form, {}).marks();
  }

  void catalog() {
    const Value trailer(document_, document_.trailer(), {}, true);
    const Value root = this->root();
    if (root.is(Kind::kDictionary)) graph_.look(root, Shape::kCatalog);
    graph_.look(trailer.get("Info"), Shape::kInformation);
    graph_.look(trailer.get("Encrypt"), Shape::kEncryption);
    if (!root.get("PieceInfo").is_null() && trailer.get("Info").get("ModDate").is_null())
      findings_.add(kInformation, root.part(), root.offset(),
                    "the catalogue has PieceInfo, and the document information no ModDate");
    graph_.run();
    const Value action = root.get("OpenAction");
    if (action.get("S").is_name("URI"))
      findings_.add(kUriAction, root.part(), root.offset(),
                    "opening the file resolves a web address");
    const Value form = root.get("AcroForm");
    if (form.is(Kind::kDictionary)) {
      if (form.get("Fields").size() > 0) pdf_.form = "acroform";
      if (!form.get("XFA").is_null()) pdf_.form = "xfa";
      if (form.get("Fields").size() > 0)
        findings_.add(kForm, form.part(), form.offset(), "the file holds a form");
      if (!form.get("XFA").is_null())
        findings_.add(kXfa, form.part(), form.offset(), "the file holds an XFA form");
    }
  }

  // What is active, attached or signed, and which streams are colour profiles.
  // libqpdf reads no object deeper than 500 levels, so neither does this.
  void walk(const Object& object, ObjectId home) {
    if (object.kind() == Kind::kArray) {
      const Object::Array& items = object.items();
      if (items.size() > 1 && items[0].kind() == Kind::kName && items[0].text() == "ICCBased" &&
          items[1].kind() == Kind::kReference)
        profiles_.emplace(items[1].reference(), true);
      for (const Object& item : items) walk(item, home);
      return;
    }
    const auto name_is = [&](const char* key, const char* text) {
      const Object* value = object.find(key);
      return value && value->kind() == Kind::kName && value->text() == text;
    };
    if (name_is("S", "JavaScript") && object.find("JS")) {
      pdf_.javascript = true;
      findings_.add(kJavaScript, home, object.offset, "an action runs JavaScript");
    }
    if (name_is("S", "Launch"))
      findings_.add(kLaunch, home, object.offset, "an action launches a program or opens a file");
    if (const Object* embedded = object.find("EF"); embedded && !embedded->entries().empty())
      attachment(object, home);
    if (object.find("ByteRange") && object.find("Contents")) {
      ++pdf_.signatures;
      findings_.add(kSignature, home, object.offset, "the file is signed");
    }
    if (const Object* output = object.find("DestOutputProfile");
        output && output->kind() == Kind::kReference)
      profiles_.emplace(output->reference(), false);
    for (const auto& [key, value] : object.entries()) walk(value, home);
  }

  void attachment(const Object& specification, ObjectId home) {
    ++pdf_.attachments;
    const Object* name = specification.find("UF");
    if (!name || name->kind() != Kind::kString) name = specification.find("F");
    std::string told = name ? display_of(utf8_of(name->text()).substr(0, kMaxName)) : "";
    findings_.add(kAttachment, home, specification.offset,
                  "a file is attached" + (told.empty() ? "" : ": " + told));
    if (pdf_.attachment_names.size() < kNamesTold && !told.empty())
      pdf_.attachment_names.push_back(std::move(told));
  }

  void object(ObjectId id) {
    const Value value = Value::of(document_, id);
    if (!(value.home() == id)) return;  // a reference: its target comes by itself
    walk(value.object(), id);
    if (!value.is(Kind::kStream)) return;
    const Value type = value.get("Type"), subtype = value.get("Subtype");
    if (const Value length = value.get("DL"); !length.is_null() && !length.is(Kind::kInteger))
      findings_.add(kStreamLength, id, value.offset(),
                    "DL of a stream is " + length.described() + ", expected an integer");
    if (const Value other = value.get("Extends");
        type.is_name("ObjStm") && !other.is_null() && !other.get("Type").is_name("ObjStm"))
      findings_.add(kObjectStream, id, value.offset(),
                    "Extends names " + other.part() + ", which is no object stream");
    if (type.is_name("XRef") || type.is_name("ObjStm")) return;  // read already
    if (subtype.is_name("Image") ||
        (value.object().find("Width") && value.object().find("Height"))) {
      images_.check(value);
      return;
    }
    colour_spaces(value.get("Resources"));
    if (!contents_.read().count(id)) {
      plain(value);
    }
  }

  // Any other stream: decoded to its end, kept only when it is metadata.
  void plain(const Value& stream) {
    const StreamCoding coding = coding_of(stream);
    if (!coding.fault.empty())
      return findings_.add(kStreamFilter, stream.part(), stream.offset(), coding.fault);
    if (coding.external || budget_.spent) return;
    const bool xmp = stream.get("Type").is_name("Metadata");
    const auto program = resources_.programs().find(stream.home());
    const bool is_program = program != resources_.programs().end();
    std::unique_ptr<Hasher> checksum = coding.codec.empty() ? checksum_of(stream) : nullptr;
    std::string packet, start;
    std::uint64_t got = 0;
    const std::uint64_t limit = std::min(kStreamLimit, budget_.left);
    const DecodeOutcome outcome =
        decode_stream(document_, stream, coding, limit, [&](std::string_view bytes) {
          got += bytes.size();
          if (start.size() < kProgramStart && is_program)
            start.append(bytes.substr(0, kProgramStart - start.size()));
          if (checksum && !checksum->write(std::as_bytes(std::span(bytes.data(), bytes.size()))))
            checksum.reset();
          if (xmp && packet.size() < kMaxPacket) packet.append(bytes);
          return true;
        });
    budget_.left -= std::min(budget_.left, got);
    if (outcome.over_budget) {
      if (limit < kStreamLimit) budget_.spent = true;
      findings_.add(kStreamBudget, stream.part(), stream.offset(),
                    "unfolds to more than " + std::to_string(limit >> 20) + " MB");
    } else if (!outcome.fault.empty()) {
      findings_.add(kStreamData, stream.part(), stream.offset(), outcome.fault);
    } else {
      if (!outcome.remark.empty())
        findings_.add(kStreamRest, stream.part(), stream.offset(), outcome.remark);
      if (is_program) font_program(stream, program->second, start, got);
      if (checksum) attached(stream, *checksum);
      if (xmp && !is_catalogs_metadata(stream)) check_xmp(packet, stream, findings_);
    }
  }

  void font_program(const Value& stream, const std::string& kind, std::string_view start,
                    std::uint64_t size) {
    std::string fault = fault_of_program(kind, start);
    if (fault.empty()) fault = program_beyond_end(kind, start, size, stream);
    if (!fault.empty())
      findings_.add(kFontProgram, stream.part(), stream.offset(), std::move(fault));
  }

  // Table 46: CheckSum is the MD5 of an embedded file.  Null: it has none.
  static std::unique_ptr<Hasher> checksum_of(const Value& stream) {
    if (!stream.get("Params").get("CheckSum").is(Kind::kString)) return nullptr;
    static constexpr DigestAlgorithm kAlgorithms[] = {DigestAlgorithm::kMd5};
    Result<std::unique_ptr<Hasher>> made = Hasher::create(kAlgorithms);
    return made ? std::move(*made) : nullptr;
  }
  void attached(const Value& stream, Hasher& checksum) {
    if (!checksum.finish()) return;
    const std::string told = stream.get("Params").get("CheckSum").text();
    std::string hex;
    for (const char c : told.substr(0, 64)) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
      hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
    }
    const std::optional<Digest> found = checksum.digests().find(DigestAlgorithm::kMd5);
    if (found && found->hex != hex)
      findings_.add(kFileSpecification, stream.part(), stream.offset(),
                    "CheckSum of the embedded file is " + hex + ", its MD5 is " + found->hex);
  }

  bool is_catalogs_metadata(const Value& stream) {
    return root().get("Metadata").home() == stream.home();
  }

  // `counted`: named by an ICCBased colour space, whose N it must have.
  void profile(ObjectId id, bool counted) {
    const Value stream = Value::of(document_, id);
    if (!stream.is(Kind::kStream)) {
      if (counted)
        findings_.add(
            kIcc, id, -1,
            "the ICC profile of a colour space is " + stream.described() + ", expected a stream");
      return;
    }
    const DecodedStream decoded = decode_to_memory(document_, stream, coding_of(stream), kMaxIcc);
    if (!decoded.outcome.fault.empty() || decoded.outcome.over_budget) return;  // told already
    const metadata::IccProfile icc =
        metadata::inspect_icc(std::as_bytes(std::span(decoded.bytes.data(), decoded.bytes.size())));
    for (const std::string& damage : icc.damages)
      findings_.add(kIcc, id, stream.offset(), "ICC profile: " + damage);
    tools_.insert(metadata::icc_library_version());
    const std::int64_t n = stream.get("N").integer();
    const std::int64_t of_space = icc.colour_space == "GRAY"                                 ? 1
                                  : icc.colour_space == "CMYK"                               ? 4
                                  : icc.colour_space == "RGB " || icc.colour_space == "Lab " ? 3
                                                                                             : 0;
    if ((counted || n != 0) && of_space && n != of_space)
      findings_.add(
          kIcc, id, stream.offset(),
          "N is " + stream.get("N").described() + ", the ICC profile is for " + icc.colour_space);
    for (const auto& [page, used] : profile_of_page_)
      if (used == id) examination_.technical.pages[page].icc = icc.description;
  }

  void finish() {
    tell_looks();
    examination_.thumbnail = images_.thumbnail();
    // The claims were read before.
    PdfMetadata& pdf = examination_.technical.pdf.emplace(std::move(pdf_));
    pdf.pdfa_revision = claims_.pdfa_revision;
    pdf.pdfua_claim = claims_.pdfua_part;
    tools_.insert(images_.tools().begin(), images_.tools().end());
    examination_.tools.insert(examination_.tools.end(), tools_.begin(), tools_.end());
    for (std::string& sentence : images_.not_checked())
      examination_.not_checked.push_back(std::move(sentence));
    if (budget_.spent)
      examination_.not_checked.push_back(
          "Some streams were not decoded: all together they unfold to too much.");
    if (contents_.unread_pages())
      examination_.not_checked.push_back("The content of " +
                                         std::to_string(contents_.unread_pages()) +
                                         " pages was not read: there is too much of it.");
  }

  Document& document_;
  Examination& examination_;
  const XmpReport claims_;
  Findings& findings_;
  PdfMetadata pdf_;
  std::vector<std::string> labels_;
  DecodeBudget budget_;
  ImageChecker images_;
  ContentChecker contents_;
  GraphCheck graph_;
  ResourceChecker resources_;
  std::set<ObjectId> spaces_;
  std::map<ObjectId, bool> profiles_;  // ICC streams; true: of a colour space
  std::vector<std::pair<std::size_t, ObjectId>> profile_of_page_, image_of_page_;
  std::set<std::string> tools_;
};

}  // namespace

void check_all_objects(Document& document, std::uint64_t file_size, const std::vector<Page>& pages,
                       Examination& examination, const ExamineOptions& options,
                       Findings& findings) {
  const XmpReport claims = read_metadata(document, examination.technical, findings);
  ObjectPass(document, file_size, examination, claims, findings).run(pages, options.thumbnail);
}

}  // namespace delo::validators::pdf
