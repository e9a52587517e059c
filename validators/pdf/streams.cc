#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxFilters = 8;  // more than any writer stacks

}  // namespace

StreamCoding coding_of(const Value& stream) {
  StreamCoding coding;
  const Value file = stream.get("F");
  coding.external = !file.is_null();
  if (coding.external && !file.is(Kind::kString) && !file.is(Kind::kDictionary)) {
    coding.fault = "F of a stream is " + file.described() + ", expected a file specification";
    return coding;
  }
  const Value filter = stream.get("Filter");
  if (filter.is_null()) return coding;
  const std::size_t count = filter.is(Kind::kName) ? 1 : filter.size();
  if (!filter.is(Kind::kName) && !filter.is(Kind::kArray)) {
    coding.fault = "Filter is " + filter.described() + ", expected a name or an array of names";
    return coding;
  }
  if (count > kMaxFilters) {
    coding.fault = "the stream is encoded by " + std::to_string(count) + " filters";
    return coding;
  }
  const Value parms = stream.get("DecodeParms");
  for (std::size_t i = 0; i < count; ++i) {
    const Value one = filter.is(Kind::kName) ? filter : filter.at(i);
    const Value own = parms.is(Kind::kArray) ? parms.at(i) : i == 0 ? parms : Value();
    FilterSpec spec;
    spec.name = full_filter_name(one.text());
    if (!own.is_null() && !own.is_dictionary()) {
      coding.fault = "DecodeParms is " + own.described() + ", expected a dictionary";
      return coding;
    }
    if (is_image_codec(spec.name)) {
      if (i + 1 != count) {
        coding.fault = spec.name + " is not the last filter";
        return coding;
      }
      coding.codec = spec.name;
      coding.codec_parms = own;
      continue;
    }
    if (!is_byte_filter(spec.name)) {
      coding.fault = "the filter is " + one.described() + ", none of the standard";
      return coding;
    }
    const auto number = [&](const char* key, std::int64_t& into) {
      const Value value = own.get(key);
      if (value.is(Kind::kInteger)) {
        into = value.integer();
      } else if (!value.is_null()) {
        coding.fault =
            std::string(key) + " of DecodeParms is " + value.described() + ", expected an integer";
      }
    };
    if (spec.name == "FlateDecode" || spec.name == "LZWDecode") {
      number("Predictor", spec.predictor);
      number("Colors", spec.colors);
      number("BitsPerComponent", spec.bits_per_component);
      number("Columns", spec.columns);
      number("EarlyChange", spec.early_change);
      if (!coding.fault.empty()) return coding;
    }
    coding.filters.push_back(std::move(spec));
  }
  return coding;
}

DecodeOutcome decode_stream(Document& document, const Value& stream, const StreamCoding& coding,
                            std::uint64_t budget, const StreamDecoder::Sink& sink) {
  if (!coding.fault.empty() || coding.external) return {};
  StreamDecoder decoder(coding.filters, budget, sink);
  const bool read =
      document.read_raw(stream.home(), [&](std::string_view raw) { return decoder.write(raw); });
  DecodeOutcome outcome = decoder.finish();
  if (!read && outcome.fault.empty() && !outcome.over_budget)
    outcome.fault = "the data of the stream can't be read";
  return outcome;
}

DecodedStream decode_to_memory(Document& document, const Value& stream, const StreamCoding& coding,
                               std::uint64_t budget) {
  DecodedStream decoded;
  decoded.outcome = decode_stream(document, stream, coding, budget, [&](std::string_view bytes) {
    decoded.bytes.append(bytes);
    return true;
  });
  return decoded;
}

}  // namespace delo::validators::pdf
