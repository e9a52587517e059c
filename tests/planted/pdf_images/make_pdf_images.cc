// make_pdf_images FOLDER: writes every planted file and `manifest.tsv`: name, and
// "sound" or the rules one of which `delo check` must find broken.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/planted/pdf_images/cases.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: make_pdf_images FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  std::ofstream manifest(folder / "manifest.tsv");
  const auto plant = [&](const std::string& name, std::string_view expected,
                         const std::string& bytes) {
    std::ofstream(folder / (name + ".pdf"), std::ios::binary) << bytes;
    manifest << name << ".pdf\t" << expected << '\n';
  };
  using namespace delo::planted;
  for (const auto& group :
       {plant_dct, plant_jpx, plant_bilevel, plant_filters, plant_colours, plant_places})
    group(plant);
  manifest.flush();
  return manifest ? 0 : 3;
}
