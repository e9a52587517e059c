// How much of the heap a piece of work takes, to the byte and the same in every run: that of an
// item of many files must grow by few bytes a file.
#pragma once

#include <cstddef>

namespace delo::tests {

// Of what all threads of this program have from operator new.  One at a time.
class HeapPeak {
 public:
  HeapPeak();
  // The most that there was at once since it was made, beyond what there was then.
  std::size_t bytes() const;

 private:
  std::size_t before_;
};

// What a file more takes, by the peaks of two amounts of files.
inline double bytes_a_file(std::size_t few_files, std::size_t peak_of_few, std::size_t files,
                           std::size_t peak) {
  return (static_cast<double>(peak) - static_cast<double>(peak_of_few)) /
         static_cast<double>(files - few_files);
}

}  // namespace delo::tests
