// One fault in one otherwise sound TIFF: the cases that every rule of the TIFF room
// is tried on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace delo::tests {

struct PlantedFault {
  std::string name;   // a_sentence_of_what_is_wrong
  std::string rule;   // that must find it
  std::string bytes;  // the file
};

// Every fault that is planted, several for some rules.
std::vector<PlantedFault> planted_tiff_faults();

struct SoundTiff {
  std::string name;
  std::string bytes;
};
// Files in which nothing at all may be found.
std::vector<SoundTiff> sound_tiffs();

}  // namespace delo::tests
