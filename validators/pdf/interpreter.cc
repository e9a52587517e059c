#include "validators/pdf/interpreter.h"

#include <algorithm>
#include <utility>

#include "validators/pdf/images.h"
#include "validators/pdf/inline_images.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/stream_decoder.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxSaved = 4096;     // graphics states kept; deeper ones are counted
constexpr std::size_t kMaxOperands = 4096;  // no operator takes more than 33
constexpr std::size_t kMaxContainers = 512;
constexpr std::size_t kMaxInlineEntries = 64;

bool is_device_space(std::string_view name) {
  return name == "DeviceGray" || name == "DeviceRGB" || name == "DeviceCMYK" || name == "Pattern";
}

bool empty_string(std::string_view raw) { return raw == "()" || raw == "<>"; }

std::string in_quotes(std::string_view raw) {
  std::string text;
  for (const char c : raw.substr(0, 40)) text.push_back(c >= ' ' && c < 127 ? c : '?');
  return "\"" + text + "\"";
}

}  // namespace

void Interpreter::report(const Rule& rule, std::string message) {
  if (tell_) checker_.findings_.add(rule, part_, -1, std::move(message));
}

ContentFacts Interpreter::run(std::string_view data) {
  lexer_ = Lexer(data);
  for (;;) {
    const Token token = lexer_.next();
    switch (token.kind) {
      case TokenKind::kEnd:
        finish();
        return std::move(facts_);
      case TokenKind::kBad:
        report(kContentSyntax, std::string(token.fault) + ", at byte " +
                                   std::to_string(token.offset) + " of the content");
        break;
      case TokenKind::kArrayOpen:
      case TokenKind::kDictionaryOpen:
        open_container(token);
        break;
      case TokenKind::kArrayClose:
      case TokenKind::kDictionaryClose:
        close_container(token);
        break;
      case TokenKind::kBraceOpen:
      case TokenKind::kBraceClose:
        report(kContentSyntax,
               "a brace stands at byte " + std::to_string(token.offset) + " of the content");
        break;
      case TokenKind::kKeyword:
        if (token.raw == "true" || token.raw == "false" || token.raw == "null") {
          operand(token);
        } else {
          perform(token);
        }
        break;
      default:
        operand(token);
    }
  }
}

void Interpreter::operand(const Token& token) {
  if (!containers_.empty()) {
    if (token.kind == TokenKind::kString && !empty_string(token.raw)) strings_ = true;
    if (token.kind == TokenKind::kName || token.kind == TokenKind::kKeyword) array_items_ = false;
    return;
  }
  if (operands_.size() >= kMaxOperands) {
    too_many_ = true;
    return;
  }
  const char type = token.kind == TokenKind::kString    ? 's'
                    : token.kind == TokenKind::kName    ? 'N'
                    : token.kind == TokenKind::kKeyword ? 'k'
                                                        : 'n';
  operands_.push_back({type, token.number, token.raw});
}

void Interpreter::open_container(const Token& token) {
  if (containers_.empty()) {
    container_at_ = token.offset;
    strings_ = false;
    array_items_ = true;
  } else {
    array_items_ = false;
  }
  if (containers_.size() < kMaxContainers) {
    containers_.push_back(token.kind == TokenKind::kArrayOpen ? '[' : '<');
  } else {
    report(kNesting, "arrays and dictionaries are nested more than 512 deep");
    containers_.clear();
  }
}

void Interpreter::close_container(const Token& token) {
  const char opened = token.kind == TokenKind::kArrayClose ? '[' : '<';
  if (containers_.empty() || containers_.back() != opened) {
    report(kContentSyntax, std::string(token.raw) + " closes nothing, at byte " +
                               std::to_string(token.offset) + " of the content");
    return;
  }
  containers_.pop_back();
  if (containers_.empty() && operands_.size() < kMaxOperands)
    operands_.push_back({opened == '[' ? 'a' : 'd', 0,
                         lexer_.bytes().substr(container_at_, lexer_.position() - container_at_)});
}

void Interpreter::perform(const Token& token) {
  if (!containers_.empty()) {
    report(kContentSyntax, "an array or dictionary is not closed before " + in_quotes(token.raw));
    containers_.clear();
    operands_.clear();
  }
  if (too_many_)
    report(kOperands, "more than " + std::to_string(kMaxOperands) + " operands stand before " +
                          in_quotes(token.raw));
  too_many_ = false;
  const Operator* op = operator_named(token.raw);
  if (std::exchange(glyph_, false) && token.raw != "d0" && token.raw != "d1")
    report(kOperator,
           "the glyph begins with " + in_quotes(token.raw) + ", expected the operator d0 or d1");
  if (!op) {
    if (compatibility_ == 0)
      report(kOperator, in_quotes(token.raw) + " at byte " + std::to_string(token.offset) +
                            " of the content is no operator");
  } else if (operands_fit(*op)) {
    apply(*op);
  }
  operands_.clear();
}

bool Interpreter::operands_fit(const Operator& op) {
  const auto wrong = [&](const std::string& expected) {
    std::string found;
    for (const Operand& given : operands_) {
      if (found.size() > 60) break;
      found += found.empty() ? "" : " ";
      found += std::string(given.raw.substr(0, 20));
    }
    report(kOperands, "the operator " + std::string(op.name) + " has " +
                          (found.empty() ? "no operands" : in_quotes(found)) + ", expected " +
                          expected);
    return false;
  };
  if (op.operands == "*") {
    const bool named = !operands_.empty() && operands_.back().type == 'N';
    const std::size_t numbers = operands_.size() - (named ? 1 : 0);
    for (std::size_t i = 0; i < numbers; ++i)
      if (operands_[i].type != 'n') return wrong("numbers");
    if (operands_.empty() || numbers > 32) return wrong("1 to 32 numbers");
    return true;
  }
  static const auto kNames = [](char type) {
    return type == 'n'   ? "number"
           : type == 'N' ? "name"
           : type == 's' ? "string"
           : type == 'a' ? "array"
                         : "name or dictionary";
  };
  bool fits = operands_.size() == op.operands.size();
  for (std::size_t i = 0; fits && i < operands_.size(); ++i) {
    const char want = op.operands[i], have = operands_[i].type;
    fits = want == have || (want == 'p' && (have == 'N' || have == 'd'));
  }
  if (fits && op.highest >= 0 && (operands_[0].number < 0 || operands_[0].number > op.highest))
    return wrong("0 to " + std::to_string(op.highest));
  if (fits) return true;
  std::string expected;
  for (const char want : op.operands)
    expected += (expected.empty() ? "" : ", ") + std::string(kNames(want));
  wrong(expected.empty() ? "none" : expected);
  // Too many: the last ones are what a reader uses.
  return operands_.size() > op.operands.size() && op.operands.empty();
}

void Interpreter::apply(const Operator& op) {
  using enum Effect;
  outside_text(op);
  switch (op.effect) {
    case kNothing:
      break;
    case kBeginPath:
    case kContinuePath:
    case kEndPath:
      path(op);
      break;
    case kSave:
      if (saved_.size() < kMaxSaved) {
        saved_.push_back(state_);
      } else {
        ++deeper_;
      }
      break;
    case kRestore:
      if (deeper_ > 0) {
        --deeper_;
      } else if (saved_.empty()) {
        report(kBalance, "a Q has no q before it");
      } else {
        state_ = saved_.back();
        saved_.pop_back();
      }
      break;
    case kConcatenate: {
      const auto& n = operands_;
      state_.matrix =
          Matrix{n[0].number, n[1].number, n[2].number, n[3].number, n[4].number, n[5].number}.then(
              state_.matrix);
      break;
    }
    case kBeginText:
      if (text_objects_ > 0) {
        report(kBalance, "a BT stands within BT and ET");
      } else {
        ++text_objects_;
      }
      break;
    case kEndText:
      if (text_objects_ == 0) {
        report(kBalance, "an ET has no BT before it");
      } else {
        --text_objects_;
      }
      break;
    case kSetFont:
      state_.font = true;
      state_.font_object = resource("Font", operands_[0].raw);
      state_.painting_glyphs = !state_.font_object.get("Subtype").is_name("Type3") ||
                               checker_.glyphs(state_.font_object, resources_);
      break;
    case kTextMode:
      state_.text_mode = static_cast<std::int64_t>(operands_[0].number);
      break;
    case kPlaceText:
      if (text_objects_ == 0)
        report(kTextObject, "the operator " + std::string(op.name) + " stands outside BT and ET");
      break;
    case kShowText: {
      if (text_objects_ == 0)
        report(kTextObject, "the operator " + std::string(op.name) + " stands outside BT and ET");
      if (!state_.font) report(kFontNotSet, "text is shown before a font is set");
      const Operand& last = operands_.back();
      if (last.type == 'a' && !array_items_)
        report(kOperands, "the array of TJ holds something else than strings and numbers");
      if (last.type == 'a' ? strings_ : !empty_string(last.raw)) shown();
      break;
    }
    case kDraw:
      draw(operands_[0].raw);
      break;
    case kPaint:
      path_ = false;
      facts_.other = true;
      break;
    case kState:
      if (!resource("ExtGState", operands_[0].raw).get("Font").is_null()) state_.font = true;
      break;
    case kColorSpace:
      if (!is_device_space(operands_[0].raw.substr(1))) resource("ColorSpace", operands_[0].raw);
      break;
    case kColor:
      if (operands_.back().type == 'N') {
        const Value pattern = resource("Pattern", operands_.back().raw);
        if (pattern.is(Kind::kStream)) checker_.stream(pattern, resources_);
      }
      break;
    case kShading:
      facts_.other = true;
      resource("Shading", operands_[0].raw);
      break;
    case kBeginMarked:
    case kMarkedPoint:
      if (op.effect == kBeginMarked) ++marked_;
      if (op.operands.size() == 2 && operands_[1].type == 'N')
        resource("Properties", operands_[1].raw);
      if (op.operands.size() == 2 && operands_[1].type == 'd') {
        Lexer property_list(operands_[1].raw);
        if (!parse_object(property_list))
          report(kContentSyntax, "the property list of " + std::string(op.name) +
                                     " is no well-formed dictionary");
      }
      break;
    case kEndMarked:
      if (marked_ == 0) {
        report(kBalance, "an EMC has no BMC or BDC before it");
      } else {
        --marked_;
      }
      break;
    case kBeginImage:
      inline_image();
      break;
    case kBeginCompatibility:
      ++compatibility_;
      break;
    case kEndCompatibility:
      if (compatibility_ == 0) {
        report(kBalance, "an EX has no BX before it");
      } else {
        --compatibility_;
      }
      break;
  }
}

// 8.5.2: what continues a path asks for a current point.
void Interpreter::path(const Operator& op) {
  if (op.effect == Effect::kContinuePath && !path_)
    report(kPath, "the operator " + std::string(op.name) + " has no m or re before it");
  path_ = op.effect != Effect::kEndPath;
}

// 8.2 figure 9: what is not allowed within a text object.
void Interpreter::outside_text(const Operator& op) {
  using enum Effect;
  if (text_objects_ == 0) return;
  for (const Effect outside : {kSave, kRestore, kConcatenate, kDraw, kPaint, kShading, kBeginPath,
                               kContinuePath, kEndPath, kBeginImage})
    if (op.effect == outside)
      report(kInTextObject, "the operator " + std::string(op.name) + " stands within BT and ET");
}

// Modes 3 and 7 paint nothing, but for fonts of Type 3, which have no mode.
void Interpreter::shown() {
  facts_.text = true;
  const Value& font = state_.font_object;
  const bool type3 = font.get("Subtype").is_name("Type3");
  const bool painted =
      type3 ? state_.painting_glyphs : state_.text_mode != 3 && state_.text_mode != 7;
  facts_.visible_text |= painted;
  if (!font.is_null()) facts_.add_font(font);
}

Value Interpreter::resource(const char* category, std::string_view raw_name) {
  const std::string name = name_text(raw_name);
  const Value found = resources_.get(category).get(name);
  if (found.is_null() && resources_.is(Kind::kDictionary))
    report(kResourceName,
           std::string(category) + " /" + name.substr(0, 60) + " is used and not in the resources");
  return found;
}

void Interpreter::draw(std::string_view raw_name) {
  const Value object = resource("XObject", raw_name);
  if (!object.is(Kind::kStream)) return;
  if (object.get("Subtype").is_name("Image")) {
    ++facts_.images;
    if (facts_.draws.size() < ContentFacts::kMaxDraws)
      facts_.draws.push_back({object, state_.matrix});
  } else if (object.get("Subtype").is_name("Form")) {
    const ContentFacts& form = checker_.stream(object, resources_);
    facts_.text |= form.text;
    facts_.visible_text |= form.visible_text;
    facts_.whole &= form.whole;
    for (const Value& font : form.fonts) facts_.add_font(font);
    facts_.other |= form.other;
    facts_.images += form.images;
    for (const ImageDraw& inner : form.draws)
      if (facts_.draws.size() < ContentFacts::kMaxDraws)
        facts_.draws.push_back({inner.image, inner.matrix.then(state_.matrix)});
  }
}

// From after BI to after EI (8.9.7).
void Interpreter::inline_image() {
  ++facts_.images;
  Object::Entries entries;
  for (;;) {
    const Token key = lexer_.next();
    if (key.kind == TokenKind::kKeyword && key.raw == "ID") break;
    if (key.kind != TokenKind::kName || entries.size() > kMaxInlineEntries) {
      report(kContentSyntax, "the dictionary of an inline image is malformed");
      return;
    }
    const std::size_t value_at = lexer_.position();
    std::optional<Object> value = parse_object(lexer_);
    if (!value) {
      report(kContentSyntax, "the dictionary of an inline image is malformed");
      lexer_.seek(std::max(value_at, lexer_.position()));
      return;
    }
    entries.emplace_back(name_text(key.raw), std::move(*value));
  }
  std::string missing;
  const Value image =
      pdf::inline_image(checker_.document_, std::move(entries), resources_, missing);
  if (!missing.empty()) resource("ColorSpace", "/" + missing);
  if (facts_.draws.size() < ContentFacts::kMaxDraws) facts_.draws.push_back({image, state_.matrix});
  const bool filtered = !image.get("Filter").is_null();
  const std::string_view bytes = lexer_.bytes();
  // One white-space character, of which a line end is one.
  const bool line_end = bytes.substr(lexer_.position(), 2) == "\r\n";
  const std::size_t begin = std::min(lexer_.position() + (line_end ? 2 : 1), bytes.size());
  const std::size_t least =
      filtered ? begin
               : begin + static_cast<std::size_t>(std::min<std::uint64_t>(
                             plain_size_of(facts_of(image)), bytes.size() - begin));
  std::size_t at = least;
  // The end is EI between white space, followed by what can be content.
  for (; (at = bytes.find("EI", at)) != std::string_view::npos; at += 2) {
    const bool before = at == 0 || is_white_space(bytes[at - 1]) || bytes[at - 1] == '>';
    const bool after = at + 2 >= bytes.size() || is_white_space(bytes[at + 2]);
    if (!after || (!before && !filtered)) continue;
    const std::string_view next = bytes.substr(std::min(at + 2, bytes.size()), 24);
    if (std::all_of(next.begin(), next.end(), [](char c) {
          return is_white_space(c) || (c >= ' ' && static_cast<unsigned char>(c) < 127);
        })) {
      std::size_t end = at;
      if (end > least && is_white_space(bytes[end - 1])) --end;
      if (tell_ && missing.empty() && checker_.images_)
        checker_.images_->check_inline(image, bytes.substr(begin, end - begin), part_);
      lexer_.seek(at + 2);
      return;
    }
  }
  report(kContentSyntax, "an inline image has no EI");
  lexer_.seek(bytes.size());
}

void Interpreter::finish() {
  if (!containers_.empty())
    report(kContentSyntax, "an array or dictionary is not closed at the end of the content");
  if (!operands_.empty())
    report(kOperands, std::to_string(operands_.size()) +
                          " operands stand at the end of the content without an operator");
  if (text_objects_ > 0) report(kBalance, "a BT has no ET");
  if (!saved_.empty()) report(kBalance, std::to_string(saved_.size() + deeper_) + " q have no Q");
  if (compatibility_ > 0) report(kBalance, std::to_string(compatibility_) + " BX have no EX");
  if (marked_ > 0) report(kBalance, std::to_string(marked_) + " BMC or BDC have no EMC");
}

}  // namespace delo::validators::pdf
