// References, leaf names, templates and words to search in any bytes: no crash; what is
// written of a reference, in either script or by a template, is read back to the same.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/records/leaf.h"
#include "core/records/reference.h"
#include "core/records/reference_template.h"
#include "core/records/romanisation.h"
#include "core/records/search_key.h"

namespace {

void expect_back(const delo::ArchivalReference& reference, const std::string& written) {
  const delo::ParsedReferences again = delo::parse_references(written);
  if (again.references.size() == 1 && again.references[0].same_as(reference)) return;
  std::fprintf(stderr, "written: %s\nread: %zu, the first: %s\n", written.c_str(),
               again.references.size(),
               again.references.empty() ? "" : again.references[0].canonical().c_str());
  std::abort();
}

void write(const delo::ArchivalReference& reference) {
  expect_back(reference, reference.canonical());
  expect_back(reference, reference.canonical_cyrillic());
}

// The first line is the template, the rest what it reads.
void read_by_template(std::string_view text) {
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return;
  const auto pattern = delo::ReferenceTemplate::parse(text.substr(0, line));
  if (!pattern) return;
  const delo::ParsedReferences found = pattern->read(text.substr(line + 1));
  for (const delo::ReferenceFault& fault : found.faults) {
    if (fault.offset > text.size()) std::abort();
  }
  for (const delo::ArchivalReference& reference : found.references) {
    const auto written = pattern->print(reference);
    if (written && pattern->read(*written).references.at(0) != reference) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const delo::ParsedReferences found = delo::parse_references(text);
  bool told = false;  // that something can't be written so that it comes back
  for (const delo::ReferenceFault& fault : found.faults) {
    if (fault.offset > size) std::abort();
    told = told || fault.message.starts_with("written as ");
  }
  if (!told) {
    for (const delo::ArchivalReference& reference : found.references) write(reference);
  }
  read_by_template(text);
  if (size < 2000) {
    const std::string key = delo::search_key(text);
    for (const std::string& other : delo::search_keys(text)) {
      if (other.size() > 2 * key.size() + 16) std::abort();
    }
    (void)delo::search_text(text);
    (void)delo::romanised(text, delo::Romanisation::kBgnPcgn, delo::cyrillic_language_of(text));
  }
  (void)delo::leaf_of_file_name(text);
  if (const auto leaf = delo::parse_leaf(text)) {
    if (delo::leaf_of_label(leaf->label()) != leaf) std::abort();
  }
  return 0;
}
