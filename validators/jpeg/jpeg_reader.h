// The marker segments of a JPEG, read by ourselves: libjpeg repairs what it reads
// and so cannot judge.  (ISO/IEC 10918-1 | ITU-T T.81)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "validators/finding_list.h"

namespace delo::validators::jpeg {

struct Frame {              // T.81 B.2.2
  std::uint8_t marker = 0;  // 0xC0 baseline, 0xC2 progressive …
  std::uint64_t offset = 0;
  unsigned precision = 0;               // bits of a sample
  std::uint32_t width = 0, height = 0;  // pixels; height 0: told by a DNL marker later
  unsigned components = 0;
};

struct JfifHeader {  // JFIF 1.02 p. 5
  unsigned version_major = 0, version_minor = 0;
  unsigned unit = 0;  // 0: aspect ratio only, 1: per inch, 2: per centimetre
  std::uint32_t density_x = 0, density_y = 0;
};

struct JpegFile {
  std::vector<Frame> frames;
  std::size_t scans = 0;
  std::optional<JfifHeader> jfif;
  std::optional<unsigned> adobe_transform;  // 0: as it is, 1: YCbCr, 2: YCCK
  std::string exif;                         // TIFF stream
  std::string xmp;
  std::string iptc;
  std::string icc;
  std::uint64_t end = 0;  // offset after EOI; 0 when there is none
};

// Reads from SOI to EOI, whatever lies between; what is wrong with the order and
// the bounds of segments goes into `findings`.  Linear, one window of memory; of
// the segments only those above are kept.  Error kIo.
Result<JpegFile> read_jpeg(const ByteSource& bytes, FindingList& findings);

}  // namespace delo::validators::jpeg
