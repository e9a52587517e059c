#include "packages/eark/premis_checks.h"

#include <string>
#include <utility>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "packages/eark/schema_rules.h"
#include "packages/premis/premis_schema.h"

namespace delo::packages {
namespace {

constexpr std::string_view kPremis1 = "http://www.loc.gov/standards/premis";  // and …/v1

// Lets the schema listen, but only to PREMIS.
class PremisHandler final : public XmlHandler {
 public:
  explicit PremisHandler(StructureCheck& check) : check_(check) {}

  void start(const XmlElement& element, const XmlPlace& place) override {
    if (!begun_) begin(element);
    if (listens_) check_.handler().start(element, place);
  }
  void end(std::string_view name_space, std::string_view name) override {
    if (listens_) check_.handler().end(name_space, name);
  }
  void text(std::string_view text) override {
    if (listens_) check_.handler().text(text);
  }
  void fault(const XmlFault& fault) override {
    if (told_++ < kMostFaults) {
      check_.add_broken_premis("line " + std::to_string(fault.line) + ": " + fault.message);
    }
  }

 private:
  static constexpr int kMostFaults = 20;

  void begin(const XmlElement& element) {
    begun_ = true;
    if (element.name_space == premis3_schema().name_space() ||
        element.name_space == premis2_schema().name_space()) {
      listens_ = true;
      if (element.name != "premis" && element.name != "object" && element.name != "event" &&
          element.name != "agent" && element.name != "rights") {
        check_.add_broken_premis("the root element is '" + display_of(element.name) +
                                 "', expected premis");
      }
    } else if (element.name_space.starts_with(kPremis1)) {
      check_.add_old_premis();
    } else {
      check_.add_broken_premis(
          "the root element is '" + display_of(element.name) + "' of the namespace '" +
          display_of(element.name_space.substr(0, 200)) + "', expected premis of PREMIS");
    }
  }

  StructureCheck& check_;
  int told_ = 0;
  bool begun_ = false, listens_ = false;
};

}  // namespace

Result<void> check_premis(PackageTree& tree, std::span<const std::size_t> files,
                          std::stop_token stop, std::vector<Finding>& findings) {
  return tree.read_each(files, std::move(stop),
                        [&](std::size_t file, const PackageTree::FillSink& fill) -> Result<void> {
                          StructureCheck check(tree.files()[file].path, findings);
                          PremisHandler handler(check);
                          XmlSink sink(handler);
                          DELO_TRY(const bool whole, fill(sink));
                          if (whole) check.finish();
                          return {};
                        });
}

}  // namespace delo::packages
