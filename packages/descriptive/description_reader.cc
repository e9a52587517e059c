#include "packages/descriptive/description_reader.h"

#include <utility>

#include "packages/descriptive/form_reader.h"

namespace delo::packages {
namespace {

constexpr std::string_view kDc = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view kDcTerms = "http://purl.org/dc/terms/";
constexpr std::size_t kMostFaults = 100;

// oai_dc, and any other element around elements of Dublin Core.
class DublinCoreReader final : public FormReader {
 public:
  explicit DublinCoreReader(DescriptionDocument& document) : document_(document), list_(document) {}

  void start(const XmlElement& element, std::uint64_t line) override {
    const bool of_dc = element.name_space == kDc || element.name_space == kDcTerms;
    if (nested_ > 0 || (!inside_.empty() && !of_dc)) {
      ++nested_;  // <dcterms:isPartOf><rdf:Description>: what it tells is of another thing
      if (text_.size() < kMaxTextOfUnit) text_ += ' ';
      return;
    }
    text_.clear();
    inside_ = of_dc ? (element.name_space == kDc ? "dc." : "dcterms.") : "";
    if (!of_dc) {  // the record's own element, or one around records
      open_ = DescribedRecord{.elements = {}, .line = line};
      started_ = true;
    }
  }
  void end(std::string_view name) override {
    if (nested_ > 0) {
      --nested_;
      return;
    }
    if (!inside_.empty()) {
      list_.add(open_.elements, inside_ + std::string(name), collapsed(text_));
    } else if (started_ && !open_.elements.empty()) {
      if (document_.records.size() < kMaxRecords) {
        document_.records.push_back(std::move(open_));
      } else {
        document_.cut = true;
      }
      open_ = {};
      started_ = false;
    }
    inside_.clear();
    text_.clear();
  }
  void text(std::string_view text) override {
    if (!inside_.empty() && text_.size() < kMaxTextOfUnit) text_ += text;
  }

 private:
  DescriptionDocument& document_;
  ElementList list_;
  DescribedRecord open_;
  std::string inside_, text_;
  std::size_t nested_ = 0;  // elements open within one of Dublin Core
  bool started_ = false;
};

bool is_dublin_core(const XmlElement& element) {
  return element.name_space == kDc || element.name_space == kDcTerms;
}

DescriptionForm form_by_root(const XmlElement& root) {
  if (root.name == "ead") return DescriptionForm::kEad;
  if (root.name == "mods" || root.name == "modsCollection") return DescriptionForm::kMods;
  return root.name_space == "http://www.openarchives.org/OAI/2.0/oai_dc/"
             ? DescriptionForm::kDublinCore
             : DescriptionForm::kNone;
}

// "3.7"; nothing of what is no version.
std::string version_in(const XmlElement& element) {
  const std::string_view version = element.attribute("version").value_or("");
  const bool is_one =
      version.size() <= 10 && version.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_one ? std::string(version) : std::string();
}

// The root, and where that does not tell all what stands first in it.
class KindFinder final : public XmlHandler {
 public:
  void doctype(const XmlDoctype& doctype) override {
    for (const std::string_view version : {"2002", "1.0"}) {
      const bool named =
          doctype.public_id.find("Version " + std::string(version)) != std::string_view::npos;
      if (named) of_dtd_ = version;
    }
  }
  void start(const XmlElement& element, const XmlPlace&) override {
    if (is_first_) {
      is_first_ = false;
      root(element);
      return;
    }
    if (kind.form == DescriptionForm::kNone && is_dublin_core(element)) {
      kind.form = DescriptionForm::kDublinCore;
    } else if (kind.form == DescriptionForm::kMods && element.name == "mods") {
      kind.version = version_in(element);
    } else if (kind.form == DescriptionForm::kEad && element.name == "control") {
      kind.version = "3";  // EAD 2002 has an eadheader there
    }
    stop();
  }
  void fault(const XmlFault&) override {}
  DescriptionKind kind;

 private:
  void root(const XmlElement& element) {
    kind.form = form_by_root(element);
    if (kind.form == DescriptionForm::kMods) kind.version = version_in(element);
    if (kind.form == DescriptionForm::kEad) {
      const std::string_view scheme = element.name_space;
      kind.version = scheme.starts_with("http://ead3.archivists.org/schema/") ? "3"
                     : scheme == "urn:isbn:1-931666-22-9"                     ? "2002"
                                                                              : of_dtd_;
    }
    if (kind.form == DescriptionForm::kDublinCore || !kind.version.empty()) stop();
  }

  bool is_first_ = true;
  std::string of_dtd_;
};

// Looks at the root, or what stands below a wrapper, and hands on to the reader of it.
class Sorter final : public XmlHandler {
 public:
  Sorter(DescriptionDocument& document, const std::function<void(const EadUnit&)>& unit,
         EadNames names)
      : document_(document), unit_(unit), names_(names) {}

  void start(const XmlElement& element, const XmlPlace& place) override {
    if (depth_ == 0) {
      document_.root = element.name;
      choose(element);
    } else if (depth_ == 1 && !reader_ && is_dublin_core(element)) {
      // A root of nobody's scheme with Dublin Core in it: <metadata>, <record>.
      document_.form = DescriptionForm::kDublinCore;
      reader_ = std::make_unique<DublinCoreReader>(document_);
      const XmlElement root{.name_space = {}, .name = document_.root, .attributes = {}};
      reader_->start(root, 1);
    }
    ++depth_;
    if (reader_) {
      reader_->start(element, place.line());
    } else if (depth_ > 2) {
      stop();  // of another kind
    }
  }
  void end(std::string_view, std::string_view name) override {
    --depth_;
    if (reader_) reader_->end(name);
  }
  void text(std::string_view text) override {
    if (reader_) reader_->text(text);
  }
  void fault(const XmlFault& fault) override {
    if (document_.faults.size() < kMostFaults) document_.faults.push_back(fault);
  }

 private:
  void choose(const XmlElement& root) {
    document_.form = form_by_root(root);
    switch (document_.form) {
      case DescriptionForm::kEad:
        reader_ = make_ead_reader(document_, unit_, names_);
        break;
      case DescriptionForm::kMods:
        reader_ = make_mods_reader(document_);
        break;
      case DescriptionForm::kDublinCore:
        reader_ = std::make_unique<DublinCoreReader>(document_);
        break;
      case DescriptionForm::kNone:
        break;
    }
  }

  DescriptionDocument& document_;
  const std::function<void(const EadUnit&)>& unit_;
  const EadNames names_;
  std::unique_ptr<FormReader> reader_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string_view name_of(DescriptionForm form) {
  switch (form) {
    case DescriptionForm::kNone:
      break;
    case DescriptionForm::kEad:
      return "EAD";
    case DescriptionForm::kMods:
      return "MODS";
    case DescriptionForm::kDublinCore:
      return "Dublin Core";
  }
  return "";
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

void ElementList::add(std::vector<DescriptionElement>& to, std::string name, std::string value) {
  if (value.empty()) return;
  std::size_t size = value.size();
  for (const DescriptionElement& one : to) size += one.value.size();
  if (to.size() >= kMaxElementsOfUnit || size > kMaxTextOfUnit) {
    document_.cut = true;
    return;
  }
  to.push_back({std::move(name), std::move(value)});
}

Result<DescriptionKind> kind_of_description(const ByteSource& source) {
  KindFinder finder;
  DELO_TRY([[maybe_unused]] const bool whole, read_xml(source, finder, XmlSubset::kLeftAlone));
  return std::move(finder.kind);
}

Result<DescriptionDocument> read_description(const ByteSource& source,
                                             const std::function<void(const EadUnit&)>& unit,
                                             EadNames names) {
  DescriptionDocument document;
  Sorter sorter(document, unit, names);
  DELO_TRY([[maybe_unused]] const bool whole, read_xml(source, sorter, XmlSubset::kLeftAlone));
  return document;
}

}  // namespace delo::packages
