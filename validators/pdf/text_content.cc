#include "validators/pdf/text_content.h"

#include <algorithm>
#include <utility>

#include "validators/pdf/pdf_metadata.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMostOperands = 64;
constexpr std::size_t kMostSaved = 512;
constexpr std::size_t kMostMarked = 256;
constexpr std::size_t kMostFonts = 2'000;
constexpr std::size_t kMostNested = 64;
constexpr std::size_t kMostInstead = 4'096;  // bytes
constexpr double kWidthOfNoFont = 0.5;

Matrix matrix_of(const Value& array) {
  if (array.size() != 6) return {};
  double n[6];
  for (std::size_t i = 0; i < 6; ++i) n[i] = array.at(i).number();
  return {n[0], n[1], n[2], n[3], n[4], n[5]};
}

// Nothing: it is too long for what it stands for.  `raw`: a string as it is written, which has
// at most four bytes for one.
std::optional<std::string> instead_of(const std::string& text, bool raw = false) {
  constexpr std::size_t kMostEncoded = 2 * kMostInstead + 3;  // UTF-16, and a mark before it
  if (text.size() > (raw ? 4 * kMostEncoded + 2 : kMostEncoded)) return std::nullopt;
  std::string utf8 = utf8_of(raw ? string_bytes(text) : text);
  if (utf8.size() > kMostInstead) return std::nullopt;
  return utf8;
}

// Behind the data of an inline image, whose ID was just read.
void skip_inline_data(Lexer& lexer) {
  const std::string_view bytes = lexer.bytes();
  for (std::size_t at = lexer.position(); (at = bytes.find("EI", at)) != bytes.npos; at += 2) {
    const bool before = at > 0 && (is_white_space(bytes[at - 1]) || bytes[at - 1] == '>');
    const bool after = at + 2 >= bytes.size() || is_white_space(bytes[at + 2]);
    if (!before || !after) continue;
    const std::string_view next = bytes.substr(std::min(at + 2, bytes.size()), 24);
    const bool content = std::all_of(next.begin(), next.end(), [](char c) {
      return is_white_space(c) || (c >= ' ' && static_cast<unsigned char>(c) < 127);
    });
    if (!content) continue;
    lexer.seek(at + 2);
    return;
  }
  lexer.seek(bytes.size());
}

}  // namespace

std::string TextContent::data_of(const Value& contents) {
  std::string data;
  const std::size_t count = contents.is(Kind::kArray) ? contents.size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Value stream = contents.is(Kind::kArray) ? contents.at(i) : contents;
    if (!stream.is(Kind::kStream)) continue;
    const StreamCoding coding = coding_of(stream);
    if (!coding.fault.empty() || coding.external || !coding.codec.empty()) {
      counts_.whole = false;
      continue;
    }
    const std::uint64_t left = std::min(kMostContent - std::min(kMostContent, read_),
                                        kMostOfStream - std::min(kMostOfStream, data.size()));
    const DecodeOutcome outcome =
        decode_stream(document_, stream, coding, left, [&](std::string_view bytes) {
          data.append(bytes);
          return true;
        });
    if (outcome.over_budget || !outcome.fault.empty()) counts_.whole = false;
    if (outcome.over_budget) break;
    data.push_back('\n');
  }
  read_ += data.size();
  return data;
}

void TextContent::page(const Page& page) {
  if (read_ >= kMostContent) {
    counts_.whole = false;
    return;
  }
  page_ = page.number;
  forms_ = 0;
  state_ = {};
  saved_.clear();
  marked_.clear();
  open_.clear();
  run(data_of(page.dictionary.get("Contents")), page.resources, 0);
}

void TextContent::run(std::string_view data, const Value& resources, std::size_t depth) {
  Lexer lexer(data);
  operands_.clear();
  for (;;) {
    const Token token = lexer.next();
    switch (token.kind) {
      case TokenKind::kEnd:
        return;
      case TokenKind::kArrayOpen:
      case TokenKind::kDictionaryOpen:
        if (!container(lexer, token)) return;
        break;
      case TokenKind::kKeyword:
        if (token.raw == "ID") {
          skip_inline_data(lexer);
        } else {
          perform(token.raw, resources, depth);
        }
        operands_.clear();
        break;
      case TokenKind::kBad:
      case TokenKind::kArrayClose:
      case TokenKind::kDictionaryClose:
      case TokenKind::kBraceOpen:
      case TokenKind::kBraceClose:
        break;
      default:
        if (operands_.size() < kMostOperands) {
          operands_.push_back({token.kind, token.number, token.raw});
        }
    }
  }
}

// The whole of an array or dictionary is one operand; false: it does not end.
bool TextContent::container(Lexer& lexer, const Token& token) {
  std::size_t open = 1;
  while (open > 0) {
    const Token inner = lexer.next();
    if (inner.kind == TokenKind::kEnd || open > kMostNested) return false;
    if (inner.kind == TokenKind::kArrayOpen || inner.kind == TokenKind::kDictionaryOpen) ++open;
    if (inner.kind == TokenKind::kArrayClose || inner.kind == TokenKind::kDictionaryClose) --open;
  }
  if (operands_.size() < kMostOperands) {
    operands_.push_back(
        {token.kind, 0, lexer.bytes().substr(token.offset, lexer.position() - token.offset)});
  }
  return true;
}

void TextContent::perform(std::string_view op, const Value& resources, std::size_t depth) {
  if (op == "q") {
    if (saved_.size() < kMostSaved) saved_.push_back(state_);
  } else if (op == "Q") {
    if (saved_.empty()) return;
    state_ = saved_.back();
    saved_.pop_back();
  } else if (op == "cm") {
    state_.matrix = Matrix{number(0), number(1), number(2), number(3), number(4), number(5)}.then(
        state_.matrix);
  } else if (op == "Do" && !operands_.empty()) {
    draw(resources.get("XObject").get(name_text(operands_[0].raw)), resources, depth);
  } else if (op == "BDC") {
    begin_marked(resources);
  } else if (op == "BMC") {
    if (marked_.size() < kMostMarked) marked_.emplace_back();
  } else if (op == "EMC") {
    if (!marked_.empty()) marked_.pop_back();
  } else if (op == "Tj" || op == "TJ" || op == "'" || op == "\"") {
    show(op);
  } else if (op == "BT" || op == "Td" || op == "TD" || op == "Tm" || op == "T*") {
    place_text(op);
  } else {
    set_state(op, resources);
  }
}

void TextContent::place_text(std::string_view op) {
  if (op == "BT") {
    text_ = line_ = {};
  } else if (op == "Tm") {
    text_ = line_ = {number(0), number(1), number(2), number(3), number(4), number(5)};
  } else if (op == "T*") {
    move(0, -state_.leading);
  } else {
    if (op == "TD") state_.leading = -number(1);
    move(number(0), number(1));
  }
}

void TextContent::move(double x, double y) {
  line_ = Matrix{1, 0, 0, 1, x, y}.then(line_);
  text_ = line_;
}

void TextContent::set_state(std::string_view op, const Value& resources) {
  if (op == "Tf" && operands_.size() == 2) {
    const std::string name = name_text(operands_[0].raw);
    state_.font = font_of(resources.get("Font").get(name), name);
    state_.size = number(1);
  } else if (op == "gs" && !operands_.empty()) {
    const std::string name = name_text(operands_[0].raw);
    const Value font = resources.get("ExtGState").get(name).get("Font");
    if (font.size() != 2) return;
    state_.font = font_of(font.at(0), "gs/" + name);
    state_.size = font.at(1).number();
  } else if (op == "Tc") {
    state_.character_space = number(0);
  } else if (op == "Tw") {
    state_.word_space = number(0);
  } else if (op == "Tz") {
    state_.scale = number(0) / 100;
  } else if (op == "TL") {
    state_.leading = number(0);
  } else if (op == "Ts") {
    state_.rise = number(0);
  }
}

void TextContent::show(std::string_view op) {
  if (operands_.empty()) return;
  if (op == "\"" && operands_.size() == 3) {
    state_.word_space = number(0);
    state_.character_space = number(1);
  }
  if (op == "'" || op == "\"") move(0, -state_.leading);
  const Operand& last = operands_.back();
  if (last.kind == TokenKind::kArrayOpen) {
    show_array(last.raw);
  } else if (last.kind == TokenKind::kString) {
    show_string(last.raw);
  }
}

void TextContent::show_array(std::string_view raw) {
  Lexer lexer(raw);
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    if (token.kind == TokenKind::kString) {
      show_string(token.raw);
    } else if (token.kind == TokenKind::kInteger || token.kind == TokenKind::kReal) {
      const double by = -token.number / 1000 * state_.size;
      const bool vertical = state_.font && state_.font->is_vertical();
      text_ = (vertical ? Matrix{1, 0, 0, 1, 0, by} : Matrix{1, 0, 0, 1, by * state_.scale, 0})
                  .then(text_);
    }
  }
}

void TextContent::show_string(std::string_view raw) {
  if (counts_.glyphs >= kMostGlyphs) {
    counts_.whole = false;
    return;
  }
  const std::string bytes = string_bytes(raw);
  if (state_.font) return state_.font->read(bytes, [this](const Glyph& one) { glyph(one); });
  // In a font that is not there nothing tells what is shown.
  for (std::size_t i = 0; i < bytes.size(); ++i) glyph({.text = {}, .width = kWidthOfNoFont});
}

// 9.4.4
void TextContent::glyph(const Glyph& glyph) {
  ++counts_.glyphs;
  const Matrix own{state_.size * state_.scale, 0, 0, state_.size, 0, state_.rise};
  Matrix place = own.then(text_).then(state_.matrix);
  const double space = state_.character_space + (glyph.word_space ? state_.word_space : 0);
  double width = glyph.width;
  if (state_.font && state_.font->is_vertical()) {
    // Downwards, one size a glyph unless the font says more than is read here.
    place = {-place.c, -place.d, place.a, place.b, place.e, place.f};
    width = 1;
    text_ = Matrix{1, 0, 0, 1, 0, -state_.size + space}.then(text_);
  } else {
    text_ = Matrix{1, 0, 0, 1, (width * state_.size + space) * state_.scale, 0}.then(text_);
  }
  const auto instead = std::find_if(marked_.begin(), marked_.end(),
                                    [](const Marked& one) { return one.instead.has_value(); });
  if (instead != marked_.end()) {
    if (instead->told || instead->instead->empty()) return lines_.cover(place, width);
    instead->told = true;
    return lines_.glyph(place, width, *instead->instead);
  }
  if (glyph.text.empty()) {
    ++counts_.unknown;
    if (counts_.first_unknown_page == 0) counts_.first_unknown_page = page_;
    if (counts_.unknown_fonts.size() < 10) {
      counts_.unknown_fonts.insert(state_.font ? state_.font->name() : std::string());
    }
  }
  lines_.glyph(place, width, glyph.text);
}

void TextContent::draw(const Value& object, const Value& resources, std::size_t depth) {
  if (!object.is(Kind::kStream) || !object.get("Subtype").is_name("Form")) return;
  if (depth >= kMostOpenForms || ++forms_ > kMostForms || read_ >= kMostContent) {
    counts_.whole = false;
    return;
  }
  const ObjectId id = object.home();
  if (!open_.insert(id).second) return;  // it draws itself
  const State before = state_;
  const std::size_t saved = saved_.size(), marked = marked_.size();
  const Matrix text = text_, line = line_;
  state_.matrix = matrix_of(object.get("Matrix")).then(state_.matrix);
  const Value own = object.get("Resources");
  const std::string data = data_of(object);
  run(data, own.is(Kind::kDictionary) ? own : resources, depth + 1);
  state_ = before;
  saved_.resize(std::min(saved, saved_.size()));
  marked_.resize(std::min(marked, marked_.size()));
  text_ = text, line_ = line;
  open_.erase(id);
}

void TextContent::begin_marked(const Value& resources) {
  if (marked_.size() >= kMostMarked) return;
  Marked marked;
  if (operands_.size() == 2 && operands_[1].kind == TokenKind::kName) {
    const Value told =
        resources.get("Properties").get(name_text(operands_[1].raw)).get("ActualText");
    if (told.is(Kind::kString)) marked.instead = instead_of(told.text());
  } else if (operands_.size() == 2 && operands_[1].kind == TokenKind::kDictionaryOpen) {
    Lexer lexer(operands_[1].raw);
    const auto dictionary = parse_object(lexer);
    const Object* told = dictionary ? dictionary->find("ActualText") : nullptr;
    if (told && told->kind() == Kind::kString) marked.instead = instead_of(told->text(), true);
  }
  marked_.push_back(std::move(marked));
}

const TextFont* TextContent::font_of(const Value& font, std::string_view name) {
  if (!font.is(Kind::kDictionary)) return nullptr;
  FontKey key{.home = font.home(), .name = {}};
  if (!font.is_indirect()) key.name = name, key.offset = font.offset();
  if (const auto known = fonts_.find(key); known != fonts_.end()) return known->second.get();
  if (fonts_.size() >= kMostFonts) {
    counts_.whole = false;
    return nullptr;
  }
  auto made = std::make_unique<TextFont>(document_, font, font_budget_);
  if (font_budget_.exhausted) counts_.whole = false;
  return fonts_.emplace(std::move(key), std::move(made)).first->second.get();
}

}  // namespace delo::validators::pdf
