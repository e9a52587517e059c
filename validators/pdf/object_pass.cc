#include "validators/pdf/object_pass.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "validators/metadata/icc_profile.h"
#include "validators/pdf/content_stream.h"
#include "validators/pdf/graph_check.h"
#include "validators/pdf/images.h"
#include "validators/pdf/pdf_metadata.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/resources.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kPagesTold = 2000;            // TechnicalMetadata::pages
constexpr std::uint64_t kLeastBudget = 4ull << 30;  // bytes all streams may unfold to
constexpr std::uint64_t kBudgetRatio = 20;          // or so many times the file
constexpr std::uint64_t kMaxIcc = 32ull << 20;      // bytes of one profile
constexpr std::uint64_t kMaxPacket = 16ull << 20;   // bytes of one XMP packet

class ObjectPass {
 public:
  ObjectPass(Document& document, std::uint64_t file_size, Examination& examination,
             Findings& findings)
      : document_(document),
        examination_(examination),
        findings_(findings),
        budget_{std::max(kLeastBudget, file_size * kBudgetRatio)},
        contents_(document, findings),
        graph_(findings),
        resources_(findings, graph_),
        images_(document, findings, budget_) {}

  void run(const std::vector<Page>& pages, bool thumbnail) {
    for (const Page& page : pages) {
      resources_.check(page.resources, page.part());
      measure(page, contents_.page(page), thumbnail);
      appearances(page);
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
  void measure(const Page& page, const ContentFacts& facts, bool thumbnail) {
    if (page.number == 1 && thumbnail && facts.images == 1 && facts.draws.size() == 1)
      images_.want_thumbnail_of(facts.draws[0].image.home());
    if (examination_.technical.pages.size() >= kPagesTold) return;
    PageMetadata told;
    told.images = static_cast<std::uint32_t>(std::min<std::uint64_t>(facts.images, UINT32_MAX));
    told.text = facts.text;
    for (const ImageDraw& draw : facts.draws) {
      const ImageFacts image = facts_of(draw.image);
      const double inch = page.user_unit / 72;
      const double across = std::hypot(draw.matrix.a, draw.matrix.b) * inch;
      const double down = std::hypot(draw.matrix.c, draw.matrix.d) * inch;
      if (!(across > 0) || !(down > 0) || !std::isfinite(across) || !std::isfinite(down)) continue;
      const double x = image.width / across, y = image.height / down;
      const double lowest = std::min(x, y);
      if (!told.ppi || lowest < *told.ppi) told.ppi = lowest;
      if (facts.images == 1) {
        told.resolution_x = x;
        told.resolution_y = y;
      }
    }
    if (facts.images == 1 && facts.draws.size() == 1) {
      const ImageFacts image = facts_of(facts.draws[0].image);
      told.width = image.width;
      told.height = image.height;
      told.compression = image.compression;
      told.photometric = image.colour.name;
      if (image.bits > 0 && image.colour.components > 0)
        told.bits_per_sample.assign(static_cast<std::size_t>(image.colour.components),
                                    static_cast<std::uint16_t>(image.bits));
      if (image.colour.icc.is(Kind::kStream))
        profile_of_page_.emplace_back(examination_.technical.pages.size(), image.colour.icc.home());
    }
    examination_.technical.pages.push_back(std::move(told));
  }

  // Normal appearances of a page's annotations (12.5.5); what the reader sees.
  void appearances(const Page& page) {
    const Value annotations = page.dictionary.get("Annots");
    for (std::size_t i = 0; i < annotations.size(); ++i) {
      const Value normal = annotations.at(i).get("AP").get("N");
      if (normal.is(Kind::kStream)) appearance(normal);
      if (!normal.is(Kind::kDictionary)) continue;
      for (const auto& [state, unused] : normal.object().entries())
        if (const Value form = normal.get(state); form.is(Kind::kStream)) appearance(form);
    }
  }
  void appearance(const Value& form) {
    resources_.check(form.get("Resources"), form.part());
    contents_.stream(form, {});
  }

  void catalog() {
    const Value trailer(document_, document_.trailer(), {}, true);
    const Value root = trailer.get("Root");
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
    if (name_is("S", "JavaScript") && object.find("JS"))
      findings_.add(kJavaScript, home, object.offset, "an action runs JavaScript");
    if (name_is("S", "Launch"))
      findings_.add(kLaunch, home, object.offset, "an action launches a program or opens a file");
    if (const Object* embedded = object.find("EF"); embedded && !embedded->entries().empty())
      findings_.add(kAttachment, home, object.offset, "a file is attached");
    if (object.find("ByteRange") && object.find("Contents"))
      findings_.add(kSignature, home, object.offset, "the file is signed");
    if (const Object* output = object.find("DestOutputProfile");
        output && output->kind() == Kind::kReference)
      profiles_.emplace(output->reference(), false);
    for (const auto& [key, value] : object.entries()) walk(value, home);
  }

  void object(ObjectId id) {
    const Value value = Value::of(document_, id);
    if (!(value.home() == id)) return;  // a reference: its target comes by itself
    walk(value.object(), id);
    if (!value.is(Kind::kStream)) return;
    const Value type = value.get("Type"), subtype = value.get("Subtype");
    if (type.is_name("XRef") || type.is_name("ObjStm")) return;  // read already
    if (subtype.is_name("Image") ||
        (value.object().find("Width") && value.object().find("Height"))) {
      images_.check(value);
    } else if (!contents_.read().count(id)) {
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
    std::string packet;
    std::uint64_t got = 0;
    const std::uint64_t limit = std::min(kStreamLimit, budget_.left);
    const DecodeOutcome outcome =
        decode_stream(document_, stream, coding, limit, [&](std::string_view bytes) {
          got += bytes.size();
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
      if (xmp && !is_catalogs_metadata(stream)) check_xmp(packet, stream, findings_);
    }
  }

  bool is_catalogs_metadata(const Value& stream) {
    return Value(document_, document_.trailer(), {}, true).get("Root").get("Metadata").home() ==
           stream.home();
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
    if (counted && of_space && n != of_space)
      findings_.add(
          kIcc, id, stream.offset(),
          "N is " + stream.get("N").described() + ", the ICC profile is for " + icc.colour_space);
    for (const auto& [page, used] : profile_of_page_)
      if (used == id) examination_.technical.pages[page].icc = icc.description;
  }

  void finish() {
    examination_.thumbnail = images_.thumbnail();
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
  Findings& findings_;
  DecodeBudget budget_;
  ContentChecker contents_;
  GraphCheck graph_;
  ResourceChecker resources_;
  ImageChecker images_;
  std::map<ObjectId, bool> profiles_;  // ICC streams; true: of a colour space
  std::vector<std::pair<std::size_t, ObjectId>> profile_of_page_;
  std::set<std::string> tools_;
};

}  // namespace

void check_all_objects(Document& document, std::uint64_t file_size, const std::vector<Page>& pages,
                       Examination& examination, const ExamineOptions& options,
                       Findings& findings) {
  read_metadata(document, examination.technical, findings);
  ObjectPass(document, file_size, examination, findings).run(pages, options.thumbnail);
}

}  // namespace delo::validators::pdf
