#include "validators/pdf/jpx_boxes.h"

namespace delo::validators::pdf {
namespace {

std::uint32_t number(std::string_view data, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    value = value << 8 | static_cast<unsigned char>(data[at + i]);
  return value;
}

struct Box {
  std::string_view type, content;
  bool whole = true;
};

// I.4: the next box of `data`, which it is taken from; false: there is none.
bool next_box(std::string_view& data, Box& box, std::string& fault) {
  if (data.size() < 8) return false;
  std::uint64_t length = number(data, 0, 4), header = 8;
  box.type = data.substr(4, 4);
  if (length == 1 && data.size() >= 16) {
    length = static_cast<std::uint64_t>(number(data, 8, 4)) << 32 | number(data, 12, 4);
    header = 16;
  } else if (length == 0) {
    length = data.size();
  }
  if (length < header) {
    fault = "a box has the length " + std::to_string(length);
    return false;
  }
  box.whole = length <= data.size();
  if (!box.whole) {
    fault = "a box claims " + std::to_string(length) + " bytes, " + std::to_string(data.size()) +
            " are there: the image was cut off";
    length = data.size();
  }
  box.content =
      data.substr(static_cast<std::size_t>(header), static_cast<std::size_t>(length - header));
  data.remove_prefix(static_cast<std::size_t>(length));
  return true;
}

// I.5.3: what the boxes of the header say of the channels.
void read_header(std::string_view header, JpxBoxes& out) {
  Box box;
  bool first = true, colour = false;
  unsigned channels = 0;
  std::string_view definitions;
  while (out.fault.empty() && next_box(header, box, out.fault)) {
    if (first && (box.type != "ihdr" || box.content.size() != 14)) {
      out.fault = "its header does not begin with the image header box";
      return;
    }
    if (first) {
      out.height = number(box.content, 0, 4);
      out.width = number(box.content, 4, 4);
      out.components = channels = number(box.content, 8, 2);
    }
    first = false;
    if (box.type == "colr") colour = true;
    if (box.type == "cmap") channels = static_cast<unsigned>(box.content.size() / 4);
    if (box.type == "cdef") definitions = box.content;
  }
  if (out.fault.empty() && !header.empty()) out.fault = "its header box has a wrong length";
  if (out.fault.empty() && first) out.fault = "it has no image header box";
  if (out.fault.empty() && !colour) out.fault = "it has no colour specification box";
  out.colour_channels = channels;
  // I.5.3.6: entries of channel, type and association; type 0 is colour.
  if (definitions.size() < 8) return;
  out.colour_channels = 0;
  for (std::size_t at = 2; at + 6 <= definitions.size(); at += 6)
    if (number(definitions, at + 2, 2) == 0) ++out.colour_channels;
}

}  // namespace

JpxBoxes read_jpx_boxes(std::string_view data) {
  JpxBoxes out;
  Box box;
  bool header = false;
  while (out.codestream.empty() && next_box(data, box, out.fault)) {
    if (box.type == "jp2h") {
      header = true;
      read_header(box.content, out);
    }
    if (box.type == "jp2c") out.codestream = box.content;
    if (!box.whole) break;
  }
  if (!out.fault.empty()) return out;
  if (out.codestream.empty()) {
    out.fault = "there is no codestream box";
  } else if (!header) {
    out.fault = "there is no header box before the codestream";
  }
  return out;
}

}  // namespace delo::validators::pdf
