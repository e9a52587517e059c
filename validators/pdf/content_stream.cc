#include "validators/pdf/content_stream.h"

#include <algorithm>
#include <utility>

#include "validators/pdf/interpreter.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxContent = 128ull << 20;  // bytes of content held at once, decoded
constexpr std::uint64_t kMaxTotal = 1ull << 30;      // bytes of content read of one file
constexpr std::size_t kMaxOpenForms = 256;           // forms within forms

}  // namespace

Matrix Matrix::then(const Matrix& o) const {
  return {a * o.a + b * o.c, a * o.b + b * o.d,       c * o.a + d * o.c,
          c * o.b + d * o.d, e * o.a + f * o.c + o.e, e * o.b + f * o.d + o.f};
}

// Streams of an array are one stream, parted at white space (7.8.2).
std::string ContentChecker::data_of(const Value& contents, bool& sound) {
  std::string data;
  sound = true;
  const std::size_t count = contents.is(Kind::kArray) ? contents.size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Value stream = contents.is(Kind::kArray) ? contents.at(i) : contents;
    if (!stream.is(Kind::kStream)) continue;
    const StreamCoding coding = coding_of(stream);
    if (!coding.fault.empty() || coding.external || !coding.codec.empty()) {
      sound = false;  // a fault is told by who looks at every stream
      if (coding.fault.empty() && !coding.external && read_.insert(stream.home()).second)
        findings_.add(kStreamFilter, stream.part(), stream.offset(),
                      "the content is encoded by " + coding.codec + ", which is for images");
      continue;
    }
    const std::uint64_t left =
        kMaxContent - std::min<std::uint64_t>(kMaxContent, live_ + data.size());
    const DecodeOutcome outcome =
        decode_stream(document_, stream, coding, left, [&](std::string_view bytes) {
          data.append(bytes);
          return true;
        });
    const bool first = read_.insert(stream.home()).second;
    if (!outcome.fault.empty() || outcome.over_budget) sound = false;
    if (first && !outcome.fault.empty())
      findings_.add(kStreamData, stream.part(), stream.offset(), outcome.fault);
    if (first && !outcome.remark.empty())
      findings_.add(kStreamRest, stream.part(), stream.offset(), outcome.remark);
    if (outcome.over_budget) {
      findings_.add(kStreamBudget, stream.part(), stream.offset(),
                    "the content of a page unfolds to more than " +
                        std::to_string(kMaxContent >> 20) + " MB");
      break;
    }
    data.push_back('\n');
  }
  total_ += data.size();
  return data;
}

ContentFacts ContentChecker::page(const Page& page) {
  if (total_ > kMaxTotal) {
    ++unread_pages_;
    ContentFacts unknown;
    unknown.whole = false;
    return unknown;
  }
  bool sound = true;
  const std::string data = data_of(page.dictionary.get("Contents"), sound);
  live_ = data.size();
  Interpreter interpreter(*this, page.resources, page.part(), sound, true);
  ContentFacts facts = interpreter.run(data);
  facts.whole &= sound;
  live_ = 0;
  return facts;
}

const ContentFacts& ContentChecker::stream(const Value& stream, const Value& outer) {
  static const ContentFacts kNone;
  const bool glyph = std::exchange(next_is_glyph_, false);
  const ObjectId id = stream.home();
  if (auto at = forms_.find(id); at != forms_.end()) return at->second;
  if (open_.count(id)) {
    findings_.add(kXObject, stream.part(), stream.offset(), "the form draws itself");
    return kNone;
  }
  if (open_.size() >= kMaxOpenForms) {
    findings_.add(kNesting, stream.part(), stream.offset(),
                  "forms are nested more than " + std::to_string(kMaxOpenForms) + " deep");
    return kNone;
  }
  if (total_ > kMaxTotal) return kNone;
  open_.insert(id);
  bool sound = true;
  const std::string data = data_of(stream, sound);
  const Value own = stream.get("Resources");
  Interpreter interpreter(*this, own.is(Kind::kDictionary) ? own : outer, stream.part(), sound,
                          false);
  if (glyph) interpreter.expect_glyph();
  live_ += data.size();
  ContentFacts facts = interpreter.run(data);
  live_ -= data.size();
  facts.whole &= sound;
  const Value matrix = stream.get("Matrix");
  if (matrix.size() == 6) {
    double n[6];
    for (std::size_t i = 0; i < 6; ++i) n[i] = matrix.at(i).number();
    for (ImageDraw& draw : facts.draws)
      draw.matrix = draw.matrix.then({n[0], n[1], n[2], n[3], n[4], n[5]});
  }
  open_.erase(id);
  return forms_.emplace(id, std::move(facts)).first->second;
}

bool ContentChecker::glyphs(const Value& font, const Value& outer) {
  if (!font.is_indirect()) return true;
  const auto [at, first] = fonts_.emplace(font.home(), true);
  if (!first) return at->second;
  const Value own = font.get("Resources");
  const Value procedures = font.get("CharProcs");
  bool marks = false;
  for (const auto& [name, unused] : procedures.object().entries()) {
    const Value glyph = procedures.get(name);
    if (!glyph.is(Kind::kStream)) continue;
    next_is_glyph_ = true;
    const ContentFacts& facts = stream(glyph, own.is(Kind::kDictionary) ? own : outer);
    marks = marks || facts.marks() || !facts.whole;
  }
  return fonts_[font.home()] = marks;
}

void ContentFacts::add_font(const Value& font) {
  const auto same = [&](const Value& known) {
    return &known.object() == &font.object() ||
           (font.is_indirect() && known.is_indirect() && known.home() == font.home());
  };
  if (fonts.size() < kMaxDraws && std::none_of(fonts.begin(), fonts.end(), same))
    fonts.push_back(font);
}

}  // namespace delo::validators::pdf
