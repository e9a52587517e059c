// One form of description within a document: what read_description() hands its
// elements to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "packages/descriptive/description_reader.h"

namespace delo::packages {

class FormReader {
 public:
  virtual ~FormReader() = default;
  virtual void start(const XmlElement& element, std::uint64_t line) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

// Elements that are kept within limits.
class ElementList {
 public:
  explicit ElementList(DescriptionDocument& document) : document_(document) {}
  // Does nothing with an empty value.
  void add(std::vector<DescriptionElement>& to, std::string name, std::string value);

 private:
  DescriptionDocument& document_;
};

// Runs of blanks as one, none at the ends.
std::string collapsed(std::string_view text);

// "c", "c01" … "c12"
bool is_ead_component(std::string_view name);

std::unique_ptr<FormReader> make_ead_reader(DescriptionDocument& document,
                                            std::function<void(const EadUnit&)> unit,
                                            EadNames names);
std::unique_ptr<FormReader> make_mods_reader(DescriptionDocument& document);

}  // namespace delo::packages
