#include "validators/metadata/exiv2_reader.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <exception>
#include <mutex>

namespace delo::validators::metadata {
namespace {

constexpr std::size_t kMostValues = 4096;  // pairs of one blob
constexpr long kLongestValue = 64 * 1024;  // bytes of one value that are turned into text

// Exiv2 keeps a table of XMP namespaces for the whole process, and prints unless
// it is told not to.
void prepare() {
  static std::once_flag once;
  static std::mutex xmp;
  std::call_once(once, [] {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::XmpParser::initialize(
        [](void* mutex, bool lock) {
          if (lock) {
            static_cast<std::mutex*>(mutex)->lock();
          } else {
            static_cast<std::mutex*>(mutex)->unlock();
          }
        },
        &xmp);
  });
}

const Exiv2::byte* bytes_of(std::string_view text) {
  return reinterpret_cast<const Exiv2::byte*>(text.data());
}

// Runs `decode`, which fills `pairs`; an exception becomes the failure.
template <class Decode>
Exiv2Reading guarded(Decode decode) {
  prepare();
  Exiv2Reading reading;
  try {
    decode(reading);
  } catch (const std::bad_alloc&) {
    throw;  // of the whole process, not of this blob
  } catch (const std::exception& e) {
    reading.failure = e.what();
  }
  return reading;
}

template <class Data, class Text>
void collect(const Data& data, Exiv2Reading& reading, Text text) {
  for (const auto& datum : data) {
    if (reading.pairs.size() >= kMostValues) return;
    if (datum.size() > kLongestValue) continue;
    reading.pairs.emplace_back(datum.key(), text(datum));
  }
}

}  // namespace

Exiv2Reading exiv2_exif(std::string_view tiff) {
  return guarded([&](Exiv2Reading& reading) {
    Exiv2::ExifData data;
    const auto order =
        Exiv2::ExifParser::decode(data, bytes_of(tiff), static_cast<std::uint32_t>(tiff.size()));
    if (order == Exiv2::invalidByteOrder) {
      reading.failure = "it is no Exif stream";
      return;
    }
    // print() gives words for codes: "top, left" for Orientation 1.
    collect(data, reading, [&](const auto& datum) { return datum.print(&data); });
  });
}

Exiv2Reading exiv2_xmp(std::string_view packet) {
  return guarded([&](Exiv2Reading& reading) {
    Exiv2::XmpData data;
    if (Exiv2::XmpParser::decode(data, std::string(packet)) != 0) {
      reading.failure = "it is no XMP packet that can be parsed";
      return;
    }
    collect(data, reading, [](const auto& datum) { return datum.toString(); });
  });
}

Exiv2Reading exiv2_iptc(std::string_view data_sets) {
  return guarded([&](Exiv2Reading& reading) {
    Exiv2::IptcData data;
    if (Exiv2::IptcParser::decode(data, bytes_of(data_sets),
                                  static_cast<std::uint32_t>(data_sets.size())) != 0) {
      reading.failure = "it is no sequence of IPTC data sets";
      return;
    }
    collect(data, reading, [](const auto& datum) { return datum.toString(); });
  });
}

std::string exiv2_version() { return std::string("Exiv2 ") + Exiv2::version(); }

}  // namespace delo::validators::metadata
