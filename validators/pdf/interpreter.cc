#include "validators/pdf/interpreter.h"

#include <algorithm>

#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/stream_decoder.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxSaved = 4096;     // graphics states kept; deeper ones are counted
constexpr std::size_t kMaxOperands = 4096;  // no operator takes more than 33
constexpr std::size_t kMaxContainers = 512;

bool is_device_space(std::string_view name) {
  return name == "DeviceGray" || name == "DeviceRGB" || name == "DeviceCMYK" || name == "Pattern";
}

bool empty_string(std::string_view raw) { return raw == "()" || raw == "<>"; }

std::string shown(std::string_view raw) {
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
    report(kContentSyntax, "an array or dictionary is not closed before " + shown(token.raw));
    containers_.clear();
    operands_.clear();
  }
  if (too_many_)
    report(kOperands, "more than " + std::to_string(kMaxOperands) + " operands stand before " +
                          shown(token.raw));
  too_many_ = false;
  const Operator* op = operator_named(token.raw);
  if (!op) {
    if (compatibility_ == 0)
      report(kOperator, shown(token.raw) + " at byte " + std::to_string(token.offset) +
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
                          (found.empty() ? "no operands" : shown(found)) + ", expected " +
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
      if (const Value font = resource("Font", operands_[0].raw);
          font.get("Subtype").is_name("Type3"))
        checker_.glyphs(font, resources_);
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
      if (last.type == 'a' ? strings_ : !empty_string(last.raw)) facts_.text = true;
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
  facts_.other = true;
  double width = 0, height = 0, bits = 1;
  std::string_view space = "G";
  bool mask = false, filtered = false, indexed = false;
  for (;;) {
    const Token key = lexer_.next();
    if (key.kind == TokenKind::kKeyword && key.raw == "ID") break;
    if (key.kind != TokenKind::kName) {
      report(kContentSyntax, "the dictionary of an inline image is malformed");
      return;
    }
    const std::size_t value_at = lexer_.position();
    const std::optional<Object> value = parse_object(lexer_);
    if (!value) {
      report(kContentSyntax, "the dictionary of an inline image is malformed");
      lexer_.seek(std::max(value_at, lexer_.position()));
      return;
    }
    const std::string_view name = key.raw.substr(1);
    if (name == "W" || name == "Width") width = value->number();
    if (name == "H" || name == "Height") height = value->number();
    if (name == "BPC" || name == "BitsPerComponent") bits = value->number();
    if (name == "IM" || name == "ImageMask") mask = value->boolean();
    if (name == "F" || name == "Filter") filtered = true;
    if (name == "CS" || name == "ColorSpace") {
      indexed = value->kind() == Kind::kArray;
      space = value->text() == "RGB" || value->text() == "DeviceRGB"     ? "RGB"
              : value->text() == "CMYK" || value->text() == "DeviceCMYK" ? "CMYK"
              : value->text() == "G" || value->text() == "DeviceGray"    ? "G"
                                                                         : "?";
    }
  }
  if (!(width >= 1) || !(height >= 1)) report(kImage, "an inline image has no Width or Height");
  const std::string_view bytes = lexer_.bytes();
  std::size_t at = std::min(lexer_.position() + 1, bytes.size());
  if (!filtered && (space != "?" || mask || indexed) && width >= 1 && height >= 1) {
    const double samples = mask || indexed ? 1 : space == "RGB" ? 3 : space == "CMYK" ? 4 : 1;
    const double row = static_cast<double>(
        static_cast<std::uint64_t>((width * samples * (mask ? 1 : bits) + 7) / 8));
    const double need = row * height;
    if (need < static_cast<double>(bytes.size() - at)) at += static_cast<std::size_t>(need);
  }
  // The end is EI between white space, followed by what can be content.
  for (; (at = bytes.find("EI", at)) != std::string_view::npos; at += 2) {
    const bool before = at == 0 || is_white_space(bytes[at - 1]) || bytes[at - 1] == '>';
    const bool after = at + 2 >= bytes.size() || is_white_space(bytes[at + 2]);
    if (!after || (!before && !filtered)) continue;
    const std::string_view next = bytes.substr(std::min(at + 2, bytes.size()), 24);
    if (std::all_of(next.begin(), next.end(), [](char c) {
          return is_white_space(c) || (c >= ' ' && static_cast<unsigned char>(c) < 127);
        })) {
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
