#include "packages/premis/premis_reader.h"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "core/text/xml_reader.h"
#include "packages/eark/ip_names.h"

namespace delo::packages {
namespace {

constexpr std::string_view kPremis = "http://www.loc.gov/premis/v3";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t kMostText = std::size_t{1} << 20;  // of one element

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

class ObjectReader final : public XmlHandler {
 public:
  explicit ObjectReader(const PremisHandler& handler) : handler_(handler) {}

  void start(const XmlElement& element, const XmlPlace&) override {
    text_.clear();
    if (element.name_space != kPremis) return;
    if (element.name == "premis") is_premis_ = true;
    if (element.name == "object") {
      kind_ = std::string(element.attribute("type", kXsi).value_or(""));
      file_ = {};
      entity_ = {};
      superseded_ = false;
    }
    if (element.name == "relationship") in_relationship_ = true;
  }

  void text(std::string_view text) override {
    if (text_.size() + text.size() <= kMostText) text_ += text;
  }

  void end(std::string_view name_space, std::string_view name) override {
    if (name_space != kPremis || kind_.empty()) return;
    if (name == "relationship") in_relationship_ = is_source_ = false;
    if (name == "relationshipSubType") {
      if (text_ == "is superseded by") superseded_ = true;
      is_source_ = text_ == "has source";
    }
    if (name == "relatedObjectIdentifierValue" && is_source_) file_.source = text_;
    if (name == "object") {
      finish_object();
    } else if (!in_relationship_) {
      take(name);
    }
    text_.clear();
  }

  void fault(const XmlFault& fault) override {
    if (error_) return;
    error_ = Error{ErrorCode::kCorrupt, "line " + std::to_string(fault.line) +
                                            " of a PREMIS document: " + fault.message};
  }

  Result<void> outcome() const {
    if (error_) return *error_;
    if (!is_premis_) return Error{ErrorCode::kCorrupt, "a document is no PREMIS 3"};
    return {};
  }

 private:
  void take(std::string_view name) {
    FileObject& object = file_.object;
    if (name == "objectIdentifierType") {
      type_ = text_;
    } else if (name == "objectIdentifierValue") {
      if (type_ == "UUID") file_.uuid = entity_.id = text_;
      if (type_ == "reference code") entity_.reference_code = text_;
    } else if (name == "significantPropertiesType") {
      type_ = text_;
    } else if (name == "significantPropertiesValue") {
      property(type_, text_);
    } else if (name == "messageDigestAlgorithm") {
      type_ = text_;
    } else if (name == "messageDigest") {
      const auto algorithm = algorithm_named(type_);
      const auto digest = algorithm ? Digest::parse(*algorithm, text_) : std::nullopt;
      if (digest) object.digests.set(*digest);
    } else if (name == "size") {
      object.size = number_in<std::uint64_t>(text_).value_or(0);
    } else if (name == "formatName") {
      object.format.name = text_ == "unknown" ? std::string() : text_;
    } else if (name == "formatVersion") {
      object.format.version = text_;
    } else if (name == "formatRegistryKey") {
      object.format.puid = text_;
    } else if (name == "formatNote") {
      note(text_);
    } else if (name == "originalName") {
      entity_.original_name = text_;
    } else if (name == "contentLocationValue") {
      file_.location = text_;
    } else if (name == "creatingApplicationName") {
      file_.technical.capture_software = text_;
    } else if (name == "dateCreatedByApplication") {
      file_.technical.captured = text_;
    }
  }

  void note(std::string_view text) {
    constexpr std::string_view kMime = "media type ", kBasis = "identified by ";
    if (text.starts_with(kMime)) file_.object.format.mime = text.substr(kMime.size());
    if (text.starts_with(kBasis)) file_.object.format.basis = text.substr(kBasis.size());
  }

  PageMetadata& page() {
    if (file_.technical.pages.empty()) file_.technical.pages.emplace_back();
    return file_.technical.pages.front();
  }

  // One property each of a spread, or of pages that carry leaves.
  void add_leaf(std::string_view value) {
    const auto leaf = parse_leaf(value);
    if (!leaf) return;
    std::vector<LeafPlace> places = leaf_places_of(file_.object);
    places.push_back({*leaf, 0});
    set_leaf_places(file_.object, std::move(places));
  }

  // As many leaves as pages: each page carries one, and they stand in the order of pages.
  void number_pages() {
    std::vector<LeafPlace>& places = file_.object.places;
    if (places.size() < 2 || places.size() != file_.technical.page_count) return;
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i].page = static_cast<std::uint32_t>(i + 1);
    }
  }

  // The words of premis_writer.cc.
  void property(const std::string& type, const std::string& value) {
    TechnicalMetadata& technical = file_.technical;
    if (type == "title") entity_.title = value;
    if (type == "leaf") add_leaf(value);
    if (type == "language") file_.object.language = value;
    if (type == "pages") technical.page_count = number_in<std::uint32_t>(value).value_or(0);
    if (type == "text encoding") technical.text_encoding = value;
    if (type == "claims" && value.starts_with("PDF/A-")) technical.pdfa_claim = value.substr(6);
    if (type == "width in pixels") page().width = number_in<std::uint32_t>(value);
    if (type == "height in pixels") page().height = number_in<std::uint32_t>(value);
    if (type == "pixels per inch") {
      page().resolution_x = page().resolution_y = number_in<double>(value);
    }
    if (type == "colour space") page().photometric = value;
    if (type == "colour profile") page().icc = value;
    if (type != "bits per sample") return;
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find(' ', at), value.size());
      const auto bits = number_in<std::uint16_t>(std::string_view(value).substr(at, end - at));
      if (bits) page().bits_per_sample.push_back(*bits);
      at = end + 1;
    }
  }

  void finish_object() {
    Result<void> done;
    if (kind_.ends_with("file") && superseded_) {
      kind_.clear();  // no file of the package
      return;
    }
    if (kind_.ends_with("file")) {
      auto path = RelativePath::parse(entity_.original_name.empty()
                                          ? received_name_at(decoded_name(file_.location))
                                          : decoded_name(entity_.original_name));
      if (!path) {
        done = Error{ErrorCode::kCorrupt, "a PREMIS file has no name that can be used"};
      } else {
        file_.object.path = std::move(path).value();
        number_pages();
        done = handler_.file(std::move(file_));
      }
    } else if (kind_.ends_with("intellectualEntity")) {
      done = handler_.entity(std::move(entity_));
    }
    kind_.clear();
    if (done) return;
    if (!error_) error_ = done.error();
    stop();
  }

  const PremisHandler& handler_;
  bool is_premis_ = false, in_relationship_ = false, superseded_ = false;
  bool is_source_ = false;
  std::string kind_, text_, type_;
  PremisFile file_;
  PremisEntity entity_;
  std::optional<Error> error_;
};

}  // namespace

Result<void> read_premis(const ByteSource& bytes, const PremisHandler& handler) {
  ObjectReader reader(handler);
  DELO_TRY(const bool whole, read_xml(bytes, reader));
  DELO_CHECK(reader.outcome());
  if (!whole) return Error{ErrorCode::kCorrupt, "a PREMIS document ends too early"};
  return {};
}

}  // namespace delo::packages
