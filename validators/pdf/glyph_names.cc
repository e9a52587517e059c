#include "validators/pdf/glyph_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/utf8.h"
#include "validators/text/encoding.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::pdf {
namespace {

struct Named {
  std::string_view name;
  char32_t code;
};
constexpr std::array kNames = {Named{"space", U' '},
                               Named{"exclam", U'!'},
                               Named{"quotedbl", U'"'},
                               Named{"numbersign", U'#'},
                               Named{"dollar", U'$'},
                               Named{"percent", U'%'},
                               Named{"ampersand", U'&'},
                               Named{"quotesingle", U'\''},
                               Named{"parenleft", U'('},
                               Named{"parenright", U')'},
                               Named{"asterisk", U'*'},
                               Named{"plus", U'+'},
                               Named{"comma", U','},
                               Named{"hyphen", U'-'},
                               Named{"period", U'.'},
                               Named{"slash", U'/'},
                               Named{"zero", U'0'},
                               Named{"one", U'1'},
                               Named{"two", U'2'},
                               Named{"three", U'3'},
                               Named{"four", U'4'},
                               Named{"five", U'5'},
                               Named{"six", U'6'},
                               Named{"seven", U'7'},
                               Named{"eight", U'8'},
                               Named{"nine", U'9'},
                               Named{"colon", U':'},
                               Named{"semicolon", U';'},
                               Named{"less", U'<'},
                               Named{"equal", U'='},
                               Named{"greater", U'>'},
                               Named{"question", U'?'},
                               Named{"at", U'@'},
                               Named{"bracketleft", U'['},
                               Named{"backslash", U'\\'},
                               Named{"bracketright", U']'},
                               Named{"asciicircum", U'^'},
                               Named{"underscore", U'_'},
                               Named{"grave", U'`'},
                               Named{"braceleft", U'{'},
                               Named{"bar", U'|'},
                               Named{"braceright", U'}'},
                               Named{"asciitilde", U'~'},
                               Named{"exclamdown", 0xA1},
                               Named{"cent", 0xA2},
                               Named{"sterling", 0xA3},
                               Named{"currency", 0xA4},
                               Named{"yen", 0xA5},
                               Named{"brokenbar", 0xA6},
                               Named{"section", 0xA7},
                               Named{"dieresis", 0xA8},
                               Named{"copyright", 0xA9},
                               Named{"ordfeminine", 0xAA},
                               Named{"guillemotleft", 0xAB},
                               Named{"logicalnot", 0xAC},
                               Named{"softhyphen", 0xAD},
                               Named{"sfthyphen", 0xAD},
                               Named{"registered", 0xAE},
                               Named{"macron", 0xAF},
                               Named{"degree", 0xB0},
                               Named{"plusminus", 0xB1},
                               Named{"twosuperior", 0xB2},
                               Named{"threesuperior", 0xB3},
                               Named{"acute", 0xB4},
                               Named{"mu", 0xB5},
                               Named{"paragraph", 0xB6},
                               Named{"periodcentered", 0xB7},
                               Named{"middot", 0xB7},
                               Named{"cedilla", 0xB8},
                               Named{"onesuperior", 0xB9},
                               Named{"ordmasculine", 0xBA},
                               Named{"guillemotright", 0xBB},
                               Named{"onequarter", 0xBC},
                               Named{"onehalf", 0xBD},
                               Named{"threequarters", 0xBE},
                               Named{"questiondown", 0xBF},
                               Named{"AE", 0xC6},
                               Named{"ae", 0xE6},
                               Named{"Eth", 0xD0},
                               Named{"eth", 0xF0},
                               Named{"multiply", 0xD7},
                               Named{"divide", 0xF7},
                               Named{"Oslash", 0xD8},
                               Named{"oslash", 0xF8},
                               Named{"Thorn", 0xDE},
                               Named{"thorn", 0xFE},
                               Named{"germandbls", 0xDF},
                               Named{"dotlessi", 0x131},
                               Named{"Lslash", 0x141},
                               Named{"lslash", 0x142},
                               Named{"Dcroat", 0x110},
                               Named{"dcroat", 0x111},
                               Named{"OE", 0x152},
                               Named{"oe", 0x153},
                               Named{"florin", 0x192},
                               Named{"circumflex", 0x2C6},
                               Named{"caron", 0x2C7},
                               Named{"breve", 0x2D8},
                               Named{"dotaccent", 0x2D9},
                               Named{"ring", 0x2DA},
                               Named{"ogonek", 0x2DB},
                               Named{"tilde", 0x2DC},
                               Named{"hungarumlaut", 0x2DD},
                               Named{"endash", 0x2013},
                               Named{"emdash", 0x2014},
                               Named{"quoteleft", 0x2018},
                               Named{"quoteright", 0x2019},
                               Named{"quotesinglbase", 0x201A},
                               Named{"quotedblleft", 0x201C},
                               Named{"quotedblright", 0x201D},
                               Named{"quotedblbase", 0x201E},
                               Named{"dagger", 0x2020},
                               Named{"daggerdbl", 0x2021},
                               Named{"bullet", 0x2022},
                               Named{"ellipsis", 0x2026},
                               Named{"perthousand", 0x2030},
                               Named{"guilsinglleft", 0x2039},
                               Named{"guilsinglright", 0x203A},
                               Named{"fraction", 0x2044},
                               Named{"Euro", 0x20AC},
                               Named{"afii61352", 0x2116},
                               Named{"numero", 0x2116},
                               Named{"trademark", 0x2122},
                               Named{"minus", 0x2212},
                               Named{"nbspace", 0xA0},
                               Named{"nonbreakingspace", 0xA0},
                               Named{"fi", 0xFB01},
                               Named{"fl", 0xFB02},
                               Named{"ff", 0xFB00},
                               Named{"ffi", 0xFB03},
                               Named{"ffl", 0xFB04},
                               Named{"afii10050", 0x490},
                               Named{"afii10051", 0x402},
                               Named{"afii10052", 0x403},
                               Named{"afii10053", 0x404},
                               Named{"afii10054", 0x405},
                               Named{"afii10055", 0x406},
                               Named{"afii10056", 0x407},
                               Named{"afii10057", 0x408},
                               Named{"afii10058", 0x409},
                               Named{"afii10059", 0x40A},
                               Named{"afii10060", 0x40B},
                               Named{"afii10061", 0x40C},
                               Named{"afii10062", 0x40E},
                               Named{"afii10145", 0x40F},
                               Named{"afii10098", 0x491},
                               Named{"afii10099", 0x452},
                               Named{"afii10100", 0x453},
                               Named{"afii10101", 0x454},
                               Named{"afii10102", 0x455},
                               Named{"afii10103", 0x456},
                               Named{"afii10104", 0x457},
                               Named{"afii10105", 0x458},
                               Named{"afii10106", 0x459},
                               Named{"afii10107", 0x45A},
                               Named{"afii10108", 0x45B},
                               Named{"afii10109", 0x45C},
                               Named{"afii10110", 0x45E},
                               Named{"afii10193", 0x45F},
                               Named{"afii10023", 0x401},
                               Named{"afii10071", 0x451},
                               Named{"afii10146", 0x462},
                               Named{"afii10194", 0x463},
                               Named{"afii10147", 0x472},
                               Named{"afii10195", 0x473},
                               Named{"afii10148", 0x474},
                               Named{"afii10196", 0x475}};

// A letter and one of these: "eacute".
constexpr std::array kAccents = {
    Named{"grave", 0x300},        Named{"acute", 0x301},    Named{"circumflex", 0x302},
    Named{"tilde", 0x303},        Named{"macron", 0x304},   Named{"breve", 0x306},
    Named{"dotaccent", 0x307},    Named{"dieresis", 0x308}, Named{"ring", 0x30A},
    Named{"hungarumlaut", 0x30B}, Named{"caron", 0x30C},    Named{"cedilla", 0x327},
    Named{"commaaccent", 0x327},  Named{"ogonek", 0x328}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string utf8_of(char32_t code) {
  std::string out;
  text::append_utf8(out, code);
  return out;
}

// "0410" → U+0410; AGL wants capital digits, writers are less strict.
std::optional<char32_t> hex_in(std::string_view digits) {
  char32_t code = 0;
  for (const char c : digits) {
    const int value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : -1;
    if (value < 0) return std::nullopt;
    code = code << 4 | static_cast<char32_t>(value);
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  return code;
}

std::string of_number(std::string_view name) {
  std::string out;
  if (name.starts_with("uni") && name.size() >= 7 && (name.size() - 3) % 4 == 0) {
    for (std::size_t at = 3; at < name.size(); at += 4) {
      const auto code = hex_in(name.substr(at, 4));
      if (!code) return {};
      text::append_utf8(out, *code);
    }
    return out;
  }
  if (name.starts_with('u') && name.size() >= 5 && name.size() <= 7) {
    if (const auto code = hex_in(name.substr(1))) return utf8_of(*code);
  }
  return out;
}

// afii10017 is А, 10049 Я, 10065 а, 10097 я; Ё and ё stand among them.
char32_t of_afii(std::string_view name) {
  constexpr std::string_view kBefore = "afii";
  if (!name.starts_with(kBefore) || name.size() != 9) return 0;
  int number = 0;
  for (const char c : name.substr(kBefore.size())) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  const auto letter = [&](int first, char32_t code) -> char32_t {
    const int place = number - first;
    if (place < 0 || place > 32 || place == 6) return 0;
    return code + static_cast<char32_t>(place > 6 ? place - 1 : place);
  };
  const char32_t capital = letter(10017, U'А');
  return capital != 0 ? capital : letter(10065, U'а');
}

std::string of_accented(std::string_view name) {
  if (name.size() < 4 || !is_letter(name.front())) return {};
  const auto accent = std::ranges::find(kAccents, name.substr(1), &Named::name);
  if (accent == kAccents.end()) return {};
  return nfc(std::string(1, name.front()) + utf8_of(accent->code)).value_or(std::string());
}

std::string text_of_part(std::string_view name) {
  if (name.size() == 1 && is_letter(name.front())) return std::string(name);
  const auto named = std::ranges::find(kNames, name, &Named::name);
  if (named != kNames.end()) return utf8_of(named->code);
  if (const char32_t code = of_afii(name); code != 0) return utf8_of(code);
  if (std::string accented = of_accented(name); !accented.empty()) return accented;
  return of_number(name);
}

constexpr std::u32string_view kMacRoman =
    U"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
    U"¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uFFFDÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
static_assert(kMacRoman.size() == 128);

// From A1 on; a dot is nothing.
constexpr std::u32string_view kStandard =
    U"¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ.–†‡·.¶•‚„”»…‰.¿.`´ˆ˜¯˘˙¨.˚¸.˝˛ˇ—................Æ.ª....ŁØŒº.....æ...ı..łøœß.."
    U"..";
static_assert(kStandard.size() == 95);

}  // namespace

std::string text_of_glyph(std::string_view name) {
  name = name.substr(0, name.find('.'));  // "a.small" is an a; ".notdef" is nothing
  std::string out;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('_'), name.size());
    const std::string part = text_of_part(name.substr(0, end));
    if (part.empty()) return {};
    out += part;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

std::optional<BaseEncoding> base_encoding_named(std::string_view name) {
  if (name == "StandardEncoding") return BaseEncoding::kStandard;
  if (name == "WinAnsiEncoding") return BaseEncoding::kWinAnsi;
  if (name == "MacRomanEncoding") return BaseEncoding::kMacRoman;
  return std::nullopt;
}

char32_t character_in(BaseEncoding encoding, std::uint8_t code) {
  constexpr char32_t kNone = 0xFFFD;
  if (code < 0x20) return kNone;
  if (code < 0x7F) {
    if (encoding == BaseEncoding::kStandard && code == 0x27) return 0x2019;
    if (encoding == BaseEncoding::kStandard && code == 0x60) return 0x2018;
    return code;
  }
  if (encoding == BaseEncoding::kWinAnsi) {
    static const text::CodePage& page = text::code_page("windows-1252");
    return code == 0x7F ? kNone : page.at(code);
  }
  if (encoding == BaseEncoding::kMacRoman) return code < 0x80 ? kNone : kMacRoman[code - 0x80U];
  if (code < 0xA1) return kNone;
  const char32_t character = kStandard[code - 0xA1U];
  return character == U'.' ? kNone : character;
}

}  // namespace delo::validators::pdf
