// GeoTIFF 1.1 (OGC 19-008r4): a directory of keys, each of four SHORTs, and where the
// pixels lie on the earth.
#include <algorithm>
#include <string>

#include "validators/tiff/blob.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

struct Key {
  std::uint64_t id, tag, count, value;  // value: itself, or where it begins in `tag`
};

enum class Kind : std::uint8_t { kUnknown, kShort, kText, kDouble };

// Tables 4 to 6 of annex D; the others are private.
Kind kind_of(std::uint64_t id) {
  const auto within = [&](std::uint64_t a, std::uint64_t b) { return id >= a && id <= b; };
  if (id == 1026 || id == 2049 || id == 3073 || id == 4097) return Kind::kText;
  const bool is_double = id == 2053 || id == 2055 || within(2057, 2059) || within(2061, 2062) ||
                         id == 3077 || within(3078, 3095) || id == 5120;
  if (is_double) return Kind::kDouble;
  const bool is_short = within(1024, 1025) || id == 2048 || within(2050, 2052) || id == 2054 ||
                        id == 2056 || id == 2060 || id == 3072 || within(3074, 3076) ||
                        id == 4096 || within(4098, 4099);
  return is_short ? Kind::kShort : Kind::kUnknown;
}

void check_kind(const Blob& blob, const Key& key) {
  const std::string name = "key " + std::to_string(key.id);
  switch (kind_of(key.id)) {
    case Kind::kShort:
      if (key.tag != 0 || key.count != 1) {
        blob.add(kGeoKeys, name + " has " + std::to_string(key.count) + " values in tag " +
                               std::to_string(key.tag) + ", expected one SHORT in itself");
      }
      break;
    case Kind::kText:
      if (key.tag != kGeoAsciiParams) {
        blob.add(kGeoKeys,
                 name + " is a text, expected in tag 34737, found in " + std::to_string(key.tag));
      }
      break;
    case Kind::kDouble:
      if (key.tag != kGeoDoubleParams) {
        blob.add(kGeoKeys,
                 name + " is a DOUBLE, expected in tag 34736, found in " + std::to_string(key.tag));
      }
      break;
    case Kind::kUnknown:
      break;
  }
}

// GTModelType 0 to 3, GTRasterType 0 to 2; 32767: defined by the user, above: private.
void check_value(const Blob& blob, const Key& key) {
  const std::uint64_t most = key.id == 1024 ? 3 : key.id == 1025 ? 2 : 65535;
  if (key.tag != 0 || key.value <= most || key.value >= 32767) return;
  blob.add(kGeoKeys, std::string(key.id == 1024 ? "GTModelType" : "GTRasterType") + " is " +
                         std::to_string(key.value) + ", expected 0 to " + std::to_string(most));
}

void check_place(const Blob& blob, const Key& key) {
  if (key.tag == 0) return;  // the value is in the key
  const Entry* values = blob.file.find(blob.ifd, static_cast<std::uint16_t>(key.tag));
  if (values && key.value <= values->count && key.count <= values->count - key.value) return;
  blob.add(kGeoKeys, "key " + std::to_string(key.id) + " has " + std::to_string(key.count) +
                         " values from " + std::to_string(key.value) + " on in tag " +
                         std::to_string(key.tag) + ", which " +
                         (values ? "has " + std::to_string(values->count) : "is missing"));
}

// B.6: a scale and tie points, or a matrix instead of the scale.
void check_placement(const Blob& blob) {
  const auto has = [&](std::uint16_t tag) { return blob.file.find(blob.ifd, tag) != nullptr; };
  const bool scale = has(kModelPixelScale), points = has(kModelTiepoint),
             matrix = has(kModelTransformation);
  if (scale && matrix) {
    blob.add(kGeoPlacement, "there are both ModelPixelScale and ModelTransformation");
  } else if (scale && !points) {
    blob.add(kGeoPlacement, "there is ModelPixelScale, and no ModelTiepoint");
  } else if (!points && !matrix) {
    blob.add(kGeoUnplaced, "there is neither ModelTiepoint nor ModelTransformation");
  }
}

}  // namespace

void check_geo_keys(const Blob& blob) {
  check_placement(blob);
  const auto shorts = [&](std::uint64_t i) { return blob.file.natural(blob.entry, i).value_or(0); };
  if (blob.entry.count < 4) {
    blob.add(kGeoKeys, "GeoKeyDirectory has " + std::to_string(blob.entry.count) +
                           " values, its header alone 4");
    return;
  }
  if (shorts(0) != 1) {
    blob.add(kGeoKeys,
             "GeoKeyDirectory is of version " + std::to_string(shorts(0)) + ", expected 1");
  }
  const std::uint64_t keys = shorts(3);
  if (blob.entry.count < 4 + 4 * keys) {
    blob.add(kGeoKeys, "GeoKeyDirectory declares " + std::to_string(keys) + " keys, its " +
                           std::to_string(blob.entry.count) + " values hold " +
                           std::to_string((blob.entry.count - 4) / 4));
    return;
  }
  std::uint64_t last = 0;
  bool has_model = false;
  for (std::uint64_t k = 0; k < keys; ++k) {
    const Key key{shorts(4 + 4 * k), shorts(5 + 4 * k), shorts(6 + 4 * k), shorts(7 + 4 * k)};
    if (k > 0 && key.id <= last) {
      blob.add(kGeoKeys,
               "key " + std::to_string(key.id) + " stands after key " + std::to_string(last));
    }
    last = key.id;
    has_model = has_model || key.id == 1024;
    check_kind(blob, key);
    check_value(blob, key);
    check_place(blob, key);
  }
  if (!has_model) {
    blob.add(kGeoModelType, "GeoKeyDirectory has no GTModelType (key 1024)");
  }
}

void check_geo_model(const Blob& blob) {
  if (blob.entry.tag != kModelTiepoint || blob.entry.count % 6 == 0) return;
  blob.add(kGeoTiepoints, "ModelTiepoint has " + std::to_string(blob.entry.count) +
                              " values, expected six for each point");
}

}  // namespace delo::validators::tiff
