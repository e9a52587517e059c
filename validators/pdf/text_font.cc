#include "validators/pdf/text_font.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "validators/pdf/cff_encoding.h"
#include "validators/pdf/glyph_names.h"
#include "validators/pdf/lexer.h"
#include "validators/pdf/standard_widths.h"
#include "validators/pdf/streams.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMostOfMap = 8ull << 20;  // bytes of a CMap
constexpr std::int64_t kSymbolic = 4;             // table 123

CharacterMap map_of(Document& document, const Value& stream, FontBudget& left) {
  if (!stream.is(Kind::kStream)) return {};
  const StreamCoding coding = coding_of(stream);
  if (!coding.fault.empty() || coding.external || !coding.codec.empty()) return {};
  const DecodedStream map =
      decode_to_memory(document, stream, coding, std::min(kMostOfMap, left.map_bytes));
  left.map_bytes -= std::min<std::uint64_t>(left.map_bytes, map.bytes.size());
  left.exhausted |= map.outcome.over_budget;
  return CharacterMap::parse(map.bytes);
}

// What a Type 1 program says of its own codes: "dup 65 /A put", in the part that is no cipher
// (Adobe Type 1 Font Format § 2.2).
struct OwnEncoding {
  bool standard = false;
  std::vector<std::pair<std::uint8_t, std::string>> names;
};
OwnEncoding own_encoding(Document& document, const Value& program) {
  constexpr std::uint64_t kMostOfProgram = 64 * 1024;
  OwnEncoding out;
  if (!program.is(Kind::kStream)) return out;
  const StreamCoding coding = coding_of(program);
  if (!coding.fault.empty() || coding.external || !coding.codec.empty()) return out;
  const std::string bytes = decode_to_memory(document, program, coding, kMostOfProgram).bytes;
  std::string_view text = bytes;
  text = text.substr(0, text.find("eexec"));
  const std::size_t at = text.find("/Encoding");
  if (at == std::string_view::npos) return out;
  Lexer lexer(text.substr(at + 9));
  Token code, name;
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    if (token.raw == "StandardEncoding") out.standard = true;
    if (token.raw == "def" || token.raw == "readonly") break;
    if (token.kind == TokenKind::kInteger) code = token;
    if (token.kind == TokenKind::kName) name = token;
    if (token.raw != "put" || name.kind != TokenKind::kName) continue;
    if (code.kind != TokenKind::kInteger || code.number < 0 || code.number > 255) continue;
    out.names.emplace_back(static_cast<std::uint8_t>(code.number), name_text(name.raw));
    if (out.names.size() > 512) break;
  }
  return out;
}

// Whether a font's program, where it is embedded, says that its codes are those of the standard
// encoding; what else it says is not read.
bool program_is_standard(Document& document, const Value& descriptor) {
  constexpr std::uint64_t kMostOfProgram = 4ull << 20;
  const Value program = descriptor.get("FontFile3");
  if (!program.is(Kind::kStream) || !program.get("Subtype").is_name("Type1C")) return false;
  const StreamCoding coding = coding_of(program);
  if (!coding.fault.empty() || coding.external || !coding.codec.empty()) return false;
  return cff_is_standard(decode_to_memory(document, program, coding, kMostOfProgram).bytes);
}

bool is_embedded(const Value& descriptor) {
  return descriptor.get("FontFile").is(Kind::kStream) ||
         descriptor.get("FontFile2").is(Kind::kStream) ||
         descriptor.get("FontFile3").is(Kind::kStream);
}

// Letters that were joined for print, as letters.
std::string without_ligatures(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kLigatures[] = {
      {"\uFB00", "ff"},  {"\uFB01", "fi"}, {"\uFB02", "fl"}, {"\uFB03", "ffi"},
      {"\uFB04", "ffl"}, {"\uFB05", "st"}, {"\uFB06", "st"}};
  for (const auto& [joined, letters] : kLigatures) {
    if (text == joined) return std::string(letters);
  }
  return text;
}

// What no text has, some writers map glyphs to.
bool is_text(std::string_view utf8) {
  if (utf8.empty()) return false;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    const bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    if (c == 0xFFFD || c == 0xFFFE || c == 0xFFFF || private_use) return false;
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
  }
  return true;
}

std::string usable(std::optional<std::string> text) {
  return text && is_text(*text) ? without_ligatures(*std::move(text)) : std::string();
}

double finite(double width) { return width > -100 && width < 100 ? width : 0; }

}  // namespace

TextFont::TextFont(Document& document, const Value& font, FontBudget& left) {
  name_ = font.get("BaseFont").text();
  if (name_.size() > 7 && name_[6] == '+') name_.erase(0, 7);  // of a subset
  to_unicode_ = map_of(document, font.get("ToUnicode"), left);
  composite_ = font.get("Subtype").is_name("Type0");
  if (composite_) {
    read_composite(document, font, left);
  } else {
    read_simple(document, font);
  }
}

void TextFont::read_simple(Document& document, const Value& font) {
  const Value encoding = font.get("Encoding"), descriptor = font.get("FontDescriptor");
  const bool type3 = font.get("Subtype").is_name("Type3");
  std::optional<BaseEncoding> base = base_encoding_named(
      encoding.is(Kind::kName) ? encoding.text() : encoding.get("BaseEncoding").text());
  const bool symbolic = (descriptor.get("Flags").integer() & kSymbolic) != 0;
  const bool pictures = name_ == "Symbol" || name_ == "ZapfDingbats";
  // The font's own encoding is that of its program, where that is embedded; of another font that
  // is no symbolic one, it is the standard one (table 114).  What a dictionary leaves open of a
  // TrueType font that is not symbolic, too (9.6.6.4).
  OwnEncoding own;
  if (!base) own = own_encoding(document, descriptor.get("FontFile"));
  if (!base && own.names.empty() && !pictures && !type3) {
    const bool filled = font.get("Subtype").is_name("TrueType") && encoding.is(Kind::kDictionary);
    const bool open = !symbolic && (filled || !is_embedded(descriptor));
    if (open || own.standard || program_is_standard(document, descriptor)) {
      base = BaseEncoding::kStandard;
    }
  }
  for (int code = 0; base && code < 256; ++code) {
    const char32_t character = character_in(*base, static_cast<std::uint8_t>(code));
    if (character == 0xFFFD) continue;
    std::string text;
    text::append_utf8(text, character);
    texts_[static_cast<std::size_t>(code)] = without_ligatures(std::move(text));
  }
  for (const auto& [code, name] : own.names) texts_[code] = usable(text_of_glyph(name));
  const Value differences = encoding.get("Differences");
  std::int64_t code = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(differences.size(), 1024); ++i) {
    const Value one = differences.at(i);
    if (one.is(Kind::kInteger)) {
      code = one.integer();
    } else if (one.is(Kind::kName) && code >= 0 && code < 256) {
      texts_[static_cast<std::size_t>(code++)] = usable(text_of_glyph(one.text()));
    }
  }
  for (std::uint32_t i = 0; i < 256; ++i) {
    if (const auto told = to_unicode_.text_of(i)) texts_[i] = usable(told);
  }
  // 0.001 of the size, but for Type 3, whose glyphs have a space of their own.
  const Value matrix = font.get("FontMatrix");
  const double unit = type3 && matrix.size() == 6 ? matrix.at(0).number() : 0.001;
  const Value missing = descriptor.get("MissingWidth");
  for (std::size_t i = 0; i < 256; ++i) {
    widths_[i] = missing.is_number() ? finite(missing.number() * unit)
                                     : standard_width(name_, static_cast<std::uint8_t>(i)) * 0.001;
  }
  const Value widths = font.get("Widths");
  const std::int64_t first = font.get("FirstChar").integer();
  for (std::size_t i = 0; i < std::min<std::size_t>(widths.size(), 256); ++i) {
    if (first < 0 || first > 255) break;
    const std::int64_t at = first + static_cast<std::int64_t>(i);
    if (at >= 0 && at < 256) {
      widths_[static_cast<std::size_t>(at)] = finite(widths.at(i).number() * unit);
    }
  }
}

void TextFont::read_composite(Document& document, const Value& font, FontBudget& left) {
  const Value encoding = font.get("Encoding");
  const std::string& name =
      encoding.is(Kind::kName) ? encoding.text() : encoding.get("CMapName").text();
  vertical_ = name.ends_with("-V") || encoding.get("WMode").integer() == 1;
  identity_ = name.starts_with("Identity");
  codes_are_units_ =
      name.find("UCS2") != std::string::npos || name.find("UTF16") != std::string::npos;
  encoding_ = map_of(document, encoding, left);
  const Value descendant = font.get("DescendantFonts").at(0);
  if (name_.empty()) name_ = descendant.get("BaseFont").text();
  const Value missing = descendant.get("DW");
  if (missing.is_number()) default_width_ = finite(missing.number() * 0.001);
  take_widths(descendant.get("W"), left);
}

// c [w1 w2 …] and c_first c_last w (9.7.4.3).
void TextFont::take_widths(const Value& array, FontBudget& left) {
  constexpr std::int64_t kLastCid = 0xFFFF;
  const auto may_read = [&] {
    left.exhausted |= left.widths == 0;
    return left.widths > 0 && left.widths-- > 0;
  };
  const auto add = [&](double width) {
    cid_widths_.push_back(static_cast<float>(finite(width * 0.001)));
  };
  for (std::size_t i = 0; i + 1 < array.size() && may_read();) {
    const std::int64_t first = array.at(i).integer();
    const Value next = array.at(i + 1);
    Widths run{.first = first, .at = cid_widths_.size(), .each = next.is(Kind::kArray)};
    const bool is_cid = first >= 0 && first <= kLastCid;
    if (run.each) {
      i += 2;
      const std::size_t most = is_cid ? static_cast<std::size_t>(kLastCid - first) + 1 : 0;
      for (std::size_t k = 0; k < std::min(next.size(), most) && may_read(); ++k) {
        add(next.at(k).number());
      }
    } else {
      run.first = std::max<std::int64_t>(first, 0);
      run.last = std::min(next.integer(), kLastCid);
      if (run.first <= run.last) add(array.at(i + 2).number());
      i += 3;
    }
    const auto count = static_cast<std::int64_t>(cid_widths_.size() - run.at);
    if (count == 0) continue;
    if (run.each) run.last = first + count - 1;
    runs_.push_back(run);
  }
  std::ranges::stable_sort(runs_, {}, &Widths::first);
}

double TextFont::width_of(std::uint32_t cid) const {
  const auto after = std::ranges::upper_bound(runs_, std::int64_t{cid}, {}, &Widths::first);
  if (after == runs_.begin()) return default_width_;
  const Widths& run = *std::prev(after);
  if (cid > run.last) return default_width_;
  return cid_widths_[run.at + (run.each ? static_cast<std::size_t>(cid - run.first) : 0)];
}

std::string TextFont::composite_text(std::uint32_t code, std::size_t length) const {
  if (const auto told = to_unicode_.text_of(code)) return usable(told);
  if (!codes_are_units_ || length != 2) return {};
  std::string text;
  text::append_utf8(text, code);
  return usable(std::move(text));
}

void TextFont::read(std::string_view bytes, const std::function<void(const Glyph&)>& visit) const {
  if (!composite_) {
    for (const char byte : bytes) {
      const auto code = static_cast<unsigned char>(byte);
      visit({.text = texts_[code], .width = widths_[code], .word_space = code == ' '});
    }
    return;
  }
  while (!bytes.empty()) {
    std::size_t length = encoding_.code_length(bytes);
    if (length == 0) length = std::min<std::size_t>(2, bytes.size());
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < length; ++i) {
      code = code << 8 | static_cast<unsigned char>(bytes[i]);
    }
    const std::uint32_t cid = identity_ ? code : encoding_.cid_of(code).value_or(code);
    const std::string text = composite_text(code, length);
    visit({.text = text, .width = width_of(cid), .word_space = length == 1 && code == ' '});
    bytes.remove_prefix(length);
  }
}

}  // namespace delo::validators::pdf
