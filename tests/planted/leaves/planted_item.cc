#include "tests/planted/leaves/planted_item.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <sstream>

#include "core/records/reference.h"

namespace delo::tests {
namespace {

const char* const kSentences[] = {
    "Товарищу Сталину о положении дел на местах докладываем следующее.",
    "Совет рассмотрел вопрос и постановил направить ответ без задержки.",
    "Просим подтвердить получение и сообщить о принятом решении."};

std::string four(int number) {
  std::string digits = std::to_string(number);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}
std::string three(int number) {
  std::string digits = std::to_string(number);
  return std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

Leaf back_of(Leaf leaf) {
  leaf.side = Side::kVerso;
  return leaf;
}

class Maker {
 public:
  Maker(std::uint32_t seed, int faults) : random_(seed * 7919u + 17u), faults_(faults) {}

  PlantedItem make() {
    choose();
    lay_sides();
    choose_certificate();
    choose_texts();
    choose_pdf();
    for (int tries = 0; planted_ < faults_ && tries < 200; ++tries) plant();
    render();
    expect_missing();
    return std::move(out_);
  }

 private:
  struct Page {
    Leaf leaf;
    bool blank = false, declared = false;
    std::string name;  // other than the scheme's
  };
  struct Text {
    std::string name;
    bool own_numbers = false;                                 // sheets 1, 2, 3 … of the record
    std::vector<std::pair<std::string, std::string>> sheets;  // mark, text
    bool spoilt = false;
  };

  std::uint32_t pick(std::uint32_t below) { return random_() % below; }
  bool chance(std::uint32_t percent) { return pick(100) < percent; }

  bool framed() const { return scheme_ == Scheme::kFrames || scheme_ == Scheme::kFramePages; }
  bool carrier() const { return scheme_ == Scheme::kTiffCarrier || scheme_ == Scheme::kPdfCarrier; }
  bool single_names() const { return !carrier() && scheme_ != Scheme::kSpreads; }

  void choose() {
    scheme_ = static_cast<Scheme>(pick(12));
    static constexpr int kFirst[] = {1, 37, 120, 5};
    first_ = kFirst[pick(4)];
    count_ = 4 + static_cast<int>(pick(5));
    if (scheme_ == Scheme::kSpreads) count_ = 4 + 2 * static_cast<int>(pick(3));
    by_certificate_ = first_ == 1 && chance(30);
    const bool paired = scheme_ == Scheme::kVersoLetter || scheme_ == Scheme::kHalves;
    if (paired) {
      versos_ = 2;
    } else if (scheme_ == Scheme::kSpreads) {
      versos_ = 0;
    } else {
      versos_ = static_cast<int>(pick(3));
      if (carrier() && versos_ == 1) versos_ = 0;
    }
    if (versos_ == 2) out_.policy.sides = LeafSides::kBoth;
    if (versos_ == 0 && chance(30)) out_.policy.sides = LeafSides::kRectos;
    if (scheme_ == Scheme::kVersoLetter) out_.policy.letters = LeafLetters::kVerso;
    if (scheme_ == Scheme::kHalves) out_.policy.halves = LeafHalves::kSides;
    if (framed() && chance(50)) out_.policy.scheme = LeafScheme::kFrames;
    padded_ = chance(50);
    if (scheme_ == Scheme::kTiffCarrier && chance(50)) parts_ = 11;
    if (carrier() && (parts_ > 1 || chance(50))) out_.policy.scheme = LeafScheme::kCarrier;
    if (parts_ > 1) count_ += 11;  // a page each at least
  }

  void lay_sides() {
    // A number that the foliation skips, and a lettered leaf, where names can tell them.
    const bool letters = single_names() && scheme_ != Scheme::kVersoLetter &&
                         scheme_ != Scheme::kHalves && scheme_ != Scheme::kLatinV;
    skipped_ = scheme_ != Scheme::kSpreads && chance(30) ? first_ + 2 : 0;
    const int lettered = letters && chance(30) ? first_ + 1 : 0;
    last_ = first_ + count_ - 1;
    for (int n = first_; n <= last_; ++n) {
      if (n == skipped_) continue;
      leaves_.push_back({n, "", Side::kRecto});
      if (n == lettered) {
        leaves_.push_back({n, "a", Side::kRecto});
        lettered_ = leaves_.back();
      }
    }
    for (const Leaf& leaf : leaves_) {
      pages_.push_back({leaf});
      const bool verso = versos_ == 2 || (versos_ == 1 && chance(40));
      if (verso) pages_.push_back({back_of(leaf)});
    }
    // A blank back, declared in its name.
    const bool can_say = scheme_ == Scheme::kPlain || scheme_ == Scheme::kUnderscore ||
                         scheme_ == Scheme::kLong || scheme_ == Scheme::kFrames;
    for (Page& page : pages_) {
      if (!can_say || page.leaf.side != Side::kVerso || !chance(25)) continue;
      page.blank = page.declared = true;
    }
    wanted_ = versos_ == 2 ? pages_.size() : leaves_.size();
    if (scheme_ != Scheme::kFrames) return;
    // Cameras count on from anywhere: IMG_9, IMG_10.
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const int frame = (padded_ ? 100 : 8) + static_cast<int>(i);
      pages_[i].name = "IMG_" + (padded_ ? four(frame) : std::to_string(frame)) + ".tif";
    }
  }

  void choose_certificate() {
    certified_ = by_certificate_ || skipped_ > 0 || lettered_ || chance(40);
    form_ = static_cast<int>(pick(4));
    counted_ = static_cast<int>(leaves_.size());
    says_range_ = chance(40);
    cert_first_ = first_;
    cert_last_ = last_;
    leave_blank_out();
    choose_inner();
    // Of all leaves, whether they are scanned or blank.
    if (faults_ == 0 && chance(40)) extent_ = counted_;
  }

  // A leaf with nothing on it that was not scanned: the certificate says so.
  void leave_blank_out() {
    if (!certified_ || !single_names() || framed() || count_ < 6 || !chance(30)) return;
    const int number = last_ - 1;
    blank_leaf_ = number;
    touched_.insert(number);
    wanted_ -= versos_ == 2 ? 2 : 1;
    std::erase_if(pages_, [&](const Page& page) { return page.leaf.number == number; });
  }

  // The inner list, beside the leaves or not at all; of the whole delo it is asked for.
  void choose_inner() {
    if (!certified_ || framed()) return;
    if (!by_certificate_ && !chance(30)) return;
    const std::string folder = chance(50) ? "inner/" : "внутренняя опись/";
    for (const char* name : {"0001.tif", "0001ob.tif", "0002.tif"}) {
      inner_.push_back(folder + name);
    }
  }

  void choose_texts() {
    for (const char* name : {"transcription_ru.txt", "translation_en.txt"}) {
      if (!chance(60)) continue;
      Text text{.name = name, .own_numbers = first_ > 20 && chance(50)};
      int sheet = 0;
      for (const Leaf& leaf : leaves_) {
        if (leaf.number == blank_leaf_) continue;
        ++sheet;
        const std::string mark = text.own_numbers ? "Лист " + std::to_string(sheet)
                                                  : "[л. " + std::to_string(leaf.number) +
                                                        (leaf.letter.empty() ? "" : "а") + "]";
        text.sheets.emplace_back(mark, kSentences[pick(3)]);
      }
      texts_.push_back(std::move(text));
    }
  }

  void choose_pdf() {
    if (carrier()) return;
    // With versos here and there nobody can say what a short PDF lacks.
    if (versos_ == 1 && faults_ > 0) return;
    if (chance(50)) pdf_ = static_cast<std::uint32_t>(pages_.size());
    // Where only the number of lettered leaves is told, nobody can ask for one of them.
    letters_counted_ = lettered_ && pdf_ == 0 && texts_.empty() && chance(60);
  }

  // ---- faults ----

  void note(const std::string& fault) {
    out_.planted.push_back(fault);
    kinds_.insert(fault);
    ++planted_;
  }
  void expect(const std::string& rule, const std::string& place) {
    out_.expected.insert(place.empty() ? rule : rule + " " + place);
  }
  bool once(const std::string& fault) { return !kinds_.contains(fault); }

  // A recto that nothing was done to, neither the first nor the last.
  std::optional<std::size_t> untouched() {
    for (int tries = 0; tries < 20; ++tries) {
      const std::size_t i = 1 + pick(static_cast<std::uint32_t>(pages_.size() - 1));
      const Leaf& leaf = pages_[i].leaf;
      if (leaf.side != Side::kRecto || !leaf.letter.empty() || leaf.number == last_) continue;
      if (leaf.number == first_ || leaf.number > last_) continue;
      if (touched_.contains(leaf.number)) continue;
      if (lettered_ && lettered_->number == leaf.number) continue;
      touched_.insert(leaf.number);
      return i;
    }
    return std::nullopt;
  }

  void plant() {
    switch (pick(25)) {
      case 19:
        return plant_false_blank();
      case 20:
        return plant_slip();
      case 21:
        return plant_page_beyond();
      case 22:
        return plant_page_left_out();
      case 23:
        return plant_inner();
      case 24:
        return plant_extent();
      case 0:
        return plant_missing();
      case 1:
        return plant_double();
      case 2:
        return plant_stray();
      case 3:
        return plant_swapped();
      case 4:
        return plant_verso_alone();
      case 5:
        return plant_written_blank();
      case 6:
        return plant_undeclared_blank();
      case 7:
        return plant_long_pdf();
      case 8:
        return plant_text_missing();
      case 9:
        return plant_text_stray();
      case 10:
        return plant_text_order();
      case 11:
        return plant_lettered();
      case 12:
        return plant_skipped();
      case 13:
        return plant_count();
      case 14:
        return plant_sum();
      case 15:
        return plant_other_delo();
      case 16:
        return plant_ambiguous();
      case 17:
        return plant_bad_value();
      default:
        return plant_unnumbered();
    }
  }

  void plant_missing() {
    if (!once("missing")) return;
    if (carrier()) {
      if (pages_.size() < 3 || !once("carrier")) return;
      pages_.erase(pages_.begin() + 1);
      short_carrier();
      kinds_.insert("extent");
      return note("missing");
    }
    if (scheme_ == Scheme::kSpreads) {
      missing_.push_back(pages_[2].leaf);
      missing_.push_back(pages_[3].leaf);
      pages_.erase(pages_.begin() + 2, pages_.begin() + 4);
      return note("missing");
    }
    if (scheme_ == Scheme::kFramePages) return;  // its rows and pages are planted apart
    const auto i = untouched();
    if (!i) return;
    const int number = pages_[*i].leaf.number;
    for (const Page& page : pages_) {
      if (page.leaf.number == number && is_wanted(page.leaf)) missing_.push_back(page.leaf);
    }
    std::erase_if(pages_, [&](const Page& page) { return page.leaf.number == number; });
    note("missing");
  }

  bool is_wanted(const Leaf& leaf) const { return versos_ == 2 || leaf.side == Side::kRecto; }

  // A page too few: which leaf it is can't be told.
  void short_carrier() {
    kinds_.insert("carrier");
    if (scheme_ == Scheme::kTiffCarrier) {
      expect("leaves.carrier-pages", parts_ > 1 ? "part1.tif" : "leaves.tif");
      return;
    }
    expect("leaves.unnumbered", "");
    if (out_.policy.scheme == LeafScheme::kCarrier) expect("leaves.carrier-pages", "leaves.pdf");
    // As few pages as no way of counting sides gives.
    if (!by_certificate_) {
      const std::size_t named = leaves_named_by_reference();
      if (pages_.size() < named || pages_.size() > 2 * named) {
        expect("leaves.page-count", "leaves.pdf");
      }
    }
  }
  std::size_t leaves_named_by_reference() const {
    return static_cast<std::size_t>(last_ - first_ + 1);
  }

  void plant_double() {
    if (!single_names() || !once("double") || framed()) return;
    const auto i = untouched();
    if (!i) return;
    Page again = pages_[*i];
    const std::string usual = name_of(again);
    again.name = usual;
    // One digit less: the same leaf, another name.
    const std::size_t at = again.name.find(four(again.leaf.number));
    if (at == std::string::npos) return;
    again.name.replace(at, 4, three(again.leaf.number));
    pages_.push_back(again);
    // In path order: the file that comes second is the double.
    expect("leaves.duplicate", std::max(usual, again.name));
    note("double");
  }

  void plant_stray() {
    if (carrier() || scheme_ == Scheme::kSpreads || !once("stray") || !once("ambiguous")) return;
    if (scheme_ == Scheme::kFramePages) return;
    Page stray{{last_ + 7, "", Side::kRecto}};
    if (scheme_ == Scheme::kFrames) stray.name = padded_ ? "IMG_0900.tif" : "IMG_900.tif";
    pages_.push_back(stray);
    expect("leaves.unexpected", name_of(pages_.back()));
    note("stray");
  }

  void plant_swapped() {
    if (scheme_ != Scheme::kFrames || !once("swapped")) return;
    for (std::size_t i = 1; i + 2 < pages_.size(); ++i) {
      const Leaf a = pages_[i].leaf, b = pages_[i + 1].leaf;
      if (a.side != Side::kRecto || b.side != Side::kRecto) continue;
      if (touched_.contains(a.number) || touched_.contains(b.number)) continue;
      touched_.insert(a.number);
      touched_.insert(b.number);
      std::swap(pages_[i].leaf, pages_[i + 1].leaf);
      expect("leaves.swapped", "l. " + a.label());
      return note("swapped");
    }
  }

  void plant_verso_alone() {
    if (!single_names() || !once("verso") || !once("ambiguous") || framed()) {
      return;
    }
    for (std::size_t i = 1; i + 1 < pages_.size(); ++i) {
      const Leaf leaf = pages_[i].leaf;
      if (leaf.side != Side::kRecto || !leaf.letter.empty() || touched_.contains(leaf.number)) {
        continue;
      }
      if (pages_[i + 1].leaf != back_of(leaf)) continue;
      touched_.insert(leaf.number);
      expect("leaves.verso-without-recto", name_of(pages_[i + 1]));
      missing_.push_back(leaf);
      pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(i));
      return note("verso");
    }
  }

  void plant_written_blank() {
    if (!once("written")) return;
    for (Page& page : pages_) {
      if (!page.declared || !page.blank || touched_.contains(page.leaf.number)) continue;
      touched_.insert(page.leaf.number);
      page.blank = false;
      expect("leaves.blank-written", name_of(page));
      return note("written");
    }
  }

  void plant_undeclared_blank() {
    if (!once("undeclared")) return;
    const bool declares =
        std::ranges::any_of(pages_, [](const Page& page) { return page.declared; });
    if (!declares) return;
    for (Page& page : pages_) {
      if (page.declared || page.blank) continue;
      if (!page.name.empty() && scheme_ != Scheme::kFrames) continue;
      if (page.leaf.side != Side::kRecto || touched_.contains(page.leaf.number)) continue;
      touched_.insert(page.leaf.number);
      page.blank = true;
      expect("leaves.blank-undeclared", name_of(page));
      return note("undeclared");
    }
  }

  void plant_long_pdf() {
    if (pdf_ == 0 || pdf_fault_) return;
    pdf_ += 7;
    pdf_fault_ = true;
    expect("leaves.page-count", "copy.pdf");
    note("pdf");
  }

  Text* whole_text() {
    for (Text& text : texts_) {
      if (!text.spoilt) return &text;
    }
    return nullptr;
  }

  void plant_text_missing() {
    Text* text = whole_text();
    if (!text) return;
    const std::size_t i = 1 + pick(static_cast<std::uint32_t>(text->sheets.size() - 2));
    if (lettered_ && !text->own_numbers &&
        (leaves_[i].number == lettered_->number || !leaves_[i].letter.empty())) {
      return;
    }
    text->spoilt = true;
    if (text->own_numbers) {
      text->sheets.pop_back();
      expect("texts.leaf-without-text", text->name);
    } else {
      text->sheets.erase(text->sheets.begin() + static_cast<std::ptrdiff_t>(i));
      expect("texts.leaf-without-text", text->name);
    }
    note("text ends early");
  }

  void plant_text_stray() {
    Text* text = whole_text();
    if (!text || text->own_numbers) return;
    text->spoilt = true;
    text->sheets.emplace_back("[л. " + std::to_string(last_ + 60) + "]", kSentences[0]);
    expect("texts.leaf-unknown", text->name);
    note("text stray");
  }

  void plant_text_order() {
    Text* text = whole_text();
    if (!text) return;
    text->spoilt = true;
    std::swap(text->sheets[1], text->sheets[2]);
    expect("texts.marks-order", text->name);
    note("text order");
  }

  void plant_lettered() {
    if (!single_names() || scheme_ == Scheme::kVersoLetter || scheme_ == Scheme::kHalves ||
        framed() || scheme_ == Scheme::kLatinV || lettered_ || !certified_ || !once("lettered")) {
      return;
    }
    const auto i = untouched();
    if (!i) return;
    Page page{{pages_[*i].leaf.number, "v", Side::kRecto}};
    page.name = four(page.leaf.number) + "в.tif";
    says_no_letters_ = true;
    pages_.push_back(page);
    expect("leaves.unexpected", page.name);
    expect("leaves.lettered-uncertified", "l. " + page.leaf.label());
    note("lettered");
  }

  void plant_skipped() {
    if (skipped_ == 0 || carrier() || !once("skipped") || !once("ambiguous") || framed() ||
        touched_.contains(skipped_)) {
      return;
    }
    touched_.insert(skipped_);
    Page page{{skipped_, "", Side::kRecto}};
    pages_.push_back(page);
    expect("leaves.skipped-there", name_of(page));
    note("skipped");
  }

  void plant_count() {
    if (!certified_ || by_certificate_ || says_range_ || count_fault_) return;
    counted_ -= 1;
    count_fault_ = true;
    expect("leaves.certificate-count", "");
    note("count");
  }

  void plant_sum() {
    if (!certified_ || by_certificate_ || count_fault_) return;
    if ((skipped_ == 0 && !lettered_) || form_ == 3) return;
    says_range_ = true;
    cert_last_ += 2;
    count_fault_ = true;
    expect("leaves.certificate-sum", "");
    note("sum");
  }

  void plant_other_delo() {
    if (scheme_ != Scheme::kLong || !once("delo")) return;
    const auto i = untouched();
    if (!i) return;
    Page& page = pages_[*i];
    std::string name = name_of(page);
    name.replace(name.find("_d16_"), 5, "_d17_");
    page.name = name;
    expect("leaves.name-other-delo", name);
    note("delo");
  }

  // The same names, and a policy that does not say what they mean.
  void plant_ambiguous() {
    const bool paired = scheme_ == Scheme::kVersoLetter || scheme_ == Scheme::kHalves;
    if (!paired || !once("ambiguous") || planted_ > 0) return;
    out_.policy.letters = LeafLetters::kUnsaid;
    out_.policy.halves = LeafHalves::kUnsaid;
    out_.policy.sides = LeafSides::kNamed;
    says_no_letters_ = false;
    mute_letters_ = true;
    pdf_ = 0;
    expect("leaves.name-ambiguous", name_of(pages_.front()));
    note("ambiguous");
    // Whatever else is planted must not hang on these files.
    const std::optional<std::size_t> lost = planted_ < faults_ ? untouched() : std::nullopt;
    for (const Page& page : pages_) touched_.insert(page.leaf.number);
    kinds_.insert({"missing", "double", "stray", "verso", "skipped", "lettered", "extent"});
    if (!lost) return;
    // Neither reading of the others gives the front of a leaf of which nothing is there.
    const int number = pages_[*lost].leaf.number;
    missing_.push_back({number, "", Side::kRecto});
    std::erase_if(pages_, [&](const Page& page) { return page.leaf.number == number; });
    note("missing beside names that may mean two things");
  }

  // "Чистовик утрачен": the fair copy is lost, and not blank.
  void plant_false_blank() {
    if (scheme_ != Scheme::kFrames || !once("false blank")) return;
    const auto i = untouched();
    if (!i) return;
    const Leaf leaf = pages_[*i].leaf;
    if (versos_ == 2) return;
    missing_.push_back(leaf);
    std::erase_if(pages_, [&](const Page& page) { return page.leaf.number == leaf.number; });
    static const char* const kNotes[] = {"чистовик утрачен", "not blank, lost", "не чистый"};
    rows_ += ",л. " + std::to_string(leaf.number) + ",,\"" + kNotes[pick(3)] + "\"\n";
    expect("leaf-table.value", "frames.csv");
    note("false blank");
  }

  // Two digits too many: a count that no delo has.
  void plant_slip() {
    const bool only = planted_ == 0 && faults_ == 1 && skipped_ == 0 && blank_leaf_ == 0;
    if (!certified_ || count_fault_ || (by_certificate_ && !only)) return;
    if (by_certificate_ && (carrier() || says_range_ || !texts_.empty())) return;
    slip_ = count_fault_ = true;
    static const char* const kFiles[] = {"certificate.csv", "certificate.csv", "certificate.toml",
                                         ""};
    expect("certificate.value", kFiles[form_]);
    note("slip");
  }

  // A row speaks of a page that the file doesn't have: the last one of a file, so that the
  // order stays.
  void plant_page_beyond() {
    if (scheme_ != Scheme::kFramePages || !once("rows") || letters_counted_) return;
    page_beyond_ = true;
    kinds_.insert("rows");
    const std::size_t i = kPagesOfFrame - 1;
    missing_if_wanted(pages_[i].leaf);
    expect("leaves.page-beyond", frame_of(i));
    expect("leaves.page-unaccounted", frame_of(i));
    note("page beyond");
  }

  void plant_page_left_out() {
    if (scheme_ != Scheme::kFramePages || !once("rows") || letters_counted_) return;
    page_left_out_ = true;
    kinds_.insert("rows");
    const std::size_t i = kPagesOfFrame - 1;
    missing_if_wanted(pages_[i].leaf);
    expect("leaves.page-unaccounted", frame_of(i));
    note("page left out");
  }

  void missing_if_wanted(const Leaf& leaf) {
    if (is_wanted(leaf)) missing_.push_back(leaf);
    if (leaf.side == Side::kRecto && versos_ > 0) expect_verso_alone(leaf);
  }
  // Its back is on the next page.
  void expect_verso_alone(const Leaf& leaf) {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (pages_[i].leaf == back_of(leaf)) expect("leaves.verso-without-recto", frame_of(i));
    }
  }

  void plant_inner() {
    if (!certified_ || framed() || !once("inner")) return;
    if (inner_.size() < 2) return;
    inner_.pop_back();
    expect("leaves.inner-count", inner_.front());
    note("inner");
  }

  void plant_extent() {
    if (carrier() || !once("extent") || extent_ > 0) return;
    extent_ = counted_ + 9;
    expect("leaves.declared-count", "");
    note("extent");
  }

  void plant_bad_value() {
    if (!certified_ || !once("value")) return;
    bad_entry_ = true;
    const bool row = form_ == 3;
    if (row) return;  // metadata.csv may have any column
    expect("certificate.entry", form_ == 2 ? "certificate.toml" : "certificate.csv");
    note("value");
  }

  void plant_unnumbered() {
    if (carrier() || !once("unnumbered")) return;
    if (framed()) return;
    // A PDF of as many pages as masters would be one short.
    if (pdf_ != 0 && wanted_ != pdf_ && !pdf_fault_) return;
    extra_.emplace("target.tif", "pages 1");
    expect("leaves.unnumbered", "target.tif");
    note("unnumbered");
  }

  // ---- rendering ----

  std::string name_of(const Page& page) const {
    if (!page.name.empty()) return page.name;
    const Leaf& leaf = page.leaf;
    const bool verso = leaf.side == Side::kVerso;
    const std::string blank = page.declared ? "_BLANK" : "";
    const std::string number = four(leaf.number) + leaf.letter;
    switch (scheme_) {
      case Scheme::kPlain:
        return number + (verso ? "ob" : "") + blank + ".tif";
      case Scheme::kUnderscore:
        return number + (verso ? "_ob" : "") + blank + ".tif";
      case Scheme::kCyrillic:
        return number + (verso ? "об" : "") + ".tif";
      case Scheme::kLatinV:
        return number + (verso ? "v" : "") + ".tif";
      case Scheme::kLong:
        return "GARF_f1235_op1_d16_l" + number + (verso ? "ob" : "") + blank + ".tif";
      case Scheme::kVersoLetter:
        return four(leaf.number) + (verso ? "b" : "a") + ".tif";
      case Scheme::kHalves:
        return four(leaf.number) + (verso ? "_2" : "_1") + ".tif";
      default:
        return number + ".tif";
    }
  }

  void render() {
    render_scans();
    for (const std::string& path : inner_) out_.files.emplace(path, "pages 1");
    for (const auto& [name, content] : extra_) out_.files.emplace(name, content);
    if (pdf_ > 0) out_.files.emplace("copy.pdf", "pages " + std::to_string(pdf_));
    for (const Text& text : texts_) {
      std::string content;
      for (const auto& [mark, sentence] : text.sheets) content += mark + "\n" + sentence + "\n\n";
      out_.files.emplace(text.name, content);
    }
    if (certified_ && form_ < 3) render_certificate();
    render_description();
  }

  void render_scans() {
    if (parts_ > 1) return render_parts();
    if (scheme_ == Scheme::kFramePages) return render_frame_pages();
    if (carrier()) {
      std::string content = "pages " + std::to_string(pages_.size());
      out_.files.emplace(scheme_ == Scheme::kTiffCarrier ? "leaves.tif" : "leaves.pdf", content);
      return;
    }
    if (scheme_ == Scheme::kSpreads) {
      for (std::size_t i = 0; i + 1 < pages_.size(); i += 2) {
        out_.files.emplace(
            four(pages_[i].leaf.number) + "-" + four(pages_[i + 1].leaf.number) + ".tif",
            "pages 1");
      }
      return;
    }
    std::string table = "file,leaf,side,note\n" + rows_;
    if (scheme_ == Scheme::kFrames && padded_) {
      // A colour target in front, which is no leaf.
      out_.files.emplace("IMG_0099.tif", "pages 1");
      table += "IMG_0099.tif,,,\n";
    }
    for (const Page& page : pages_) {
      const std::string name = name_of(page);
      out_.files.emplace(name, std::string("pages 1") + (page.blank ? " blank 1" : ""));
      Leaf recto = page.leaf;
      recto.side = Side::kRecto;
      table += name + ",л. " + leaf_ranges({recto}, true) + "," +
               (page.leaf.side == Side::kVerso ? "verso" : "") + "," +
               (page.declared ? "чистый" : "") + "\n";
    }
    if (scheme_ == Scheme::kFrames) out_.files.emplace("frames.csv", table);
  }

  // Eleven files, the pages shared out in their order: part2 before part10.
  void render_parts() {
    std::size_t next = 0;
    for (int part = 1; part <= parts_; ++part) {
      const std::size_t left = pages_.size() - next,
                        parts_left = static_cast<std::size_t>(parts_ - part + 1);
      const std::size_t pages = (left + parts_left - 1) / parts_left;
      const std::string name = "part" + std::to_string(part) + ".tif";
      out_.files.emplace(name, "pages " + std::to_string(pages));
      if (!kinds_.contains("carrier")) out_.shows[name] = pages_[next].leaf.label();
      next += pages;
    }
  }

  static constexpr std::size_t kPagesOfFrame = 3;
  static std::string frame_of(std::size_t page) {
    return "roll_" + std::to_string(9 + page / kPagesOfFrame) + ".tif";
  }

  void render_frame_pages() {
    std::string table = "file,page,leaf,side\n";
    std::map<std::string, int> count;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const std::string name = frame_of(i);
      const int page = ++count[name];
      const bool last = i == kPagesOfFrame - 1;
      if (page == 1) out_.shows[name] = pages_[i].leaf.label();
      if (last && page_left_out_) continue;
      Leaf recto = pages_[i].leaf;
      recto.side = Side::kRecto;
      table += name + "," + std::to_string(last && page_beyond_ ? 9 : page) + "," +
               leaf_ranges({recto}, true) + "," +
               (pages_[i].leaf.side == Side::kVerso ? "об." : "") + "\n";
    }
    for (const auto& [name, pages] : count) {
      out_.files.emplace(name, "pages " + std::to_string(pages));
    }
    out_.files.emplace("frames.csv", table);
  }

  std::vector<std::pair<int, std::string>> certificate_values() const {
    std::vector<std::pair<int, std::string>> out = {
        {0, std::to_string(slip_ ? counted_ * 10'000 + 5 : counted_)}};
    if (says_range_) {
      out.emplace_back(1, std::to_string(cert_first_));
      out.emplace_back(2, std::to_string(cert_last_));
    }
    if (!mute_letters_) {
      if (lettered_) {
        out.emplace_back(3, letters_counted_ ? "1" : std::to_string(lettered_->number) + "а");
      } else if (says_no_letters_ || skipped_ > 0) {
        out.emplace_back(3, "—");
      }
    }
    if (skipped_ > 0) out.emplace_back(4, std::to_string(skipped_));
    out.emplace_back(5,
                     inner_.empty() && by_certificate_ && !kinds_.contains("inner") ? "нет" : "2");
    if (blank_leaf_ > 0) out.emplace_back(6, std::to_string(blank_leaf_));
    return out;
  }

  static std::string entry_name(int entry, int language) {
    static const char* const kNames[][3] = {
        {"counted", "пронумеровано", "пронумеровано аркушів"},
        {"first", "с №", "з №"},
        {"last", "по №", "до №"},
        {"lettered", "литерные", "літерні"},
        {"skipped", "пропущенные", "пропущені"},
        {"inner list", "листов внутренней описи", "аркушів внутрішнього опису"},
        {"blank leaves", "чистые листы", "чисті аркуші"}};
    return kNames[entry][language];
  }

  void render_certificate() {
    const auto values = certificate_values();
    if (form_ == 2) {
      std::string text = "# лист-заверитель\n";
      for (const auto& [entry, value] : values) {
        const bool number = value.find_first_not_of("0123456789") == std::string::npos;
        std::string key = entry_name(entry, 0);
        std::ranges::replace(key, ' ', '_');
        text += key + " = " + (number ? value : "\"" + value + "\"") + "\n";
      }
      if (bad_entry_ && kinds_.contains("value")) text += "leafs_in_all = 7\n";
      out_.files.emplace("certificate.toml", text);
      return;
    }
    std::string text;
    for (const auto& [entry, value] : values) {
      text += entry_name(entry, form_ == 0 ? 0 : 1 + counted_ % 2) + "," + value + "\n";
    }
    if (bad_entry_ && kinds_.contains("value")) text += "листьев,7\n";
    out_.files.emplace("certificate.csv", text);
  }

  void render_description() {
    std::string head = "filename,dc.title,dc.identifier", row = ",Telegrams,";
    std::string reference = "GARF, f. 1235, op. 1, d. 16";
    if (!by_certificate_) {
      reference += ", ll. " + std::to_string(first_) + "-" + std::to_string(last_);
    }
    row += "\"" + reference + "\"";
    if (certified_ && form_ == 3) {
      for (const auto& [entry, value] : certificate_values()) {
        // "first" and "last" may be anything in a table of descriptions.
        if (entry == 1 || entry == 2) continue;
        head += "," + entry_name(entry, 1 + counted_ % 2);
        row += "," + value;
      }
    }
    if (extent_ > 0) {
      head += ",dcterms.extent";
      row += "," + std::to_string(extent_) + " л.";
    }
    out_.files.emplace("metadata.csv", head + "\n" + row + "\n");
  }

  void expect_missing() {
    if (missing_.empty()) return;
    std::ranges::sort(missing_);
    expect("leaves.missing", missing_.size() == 1 ? "l. " + missing_.front().label() : "");
    if (pdf_ > 0 && pdf_ == wanted_) expect("leaves.page-without-scan", "copy.pdf");
  }

  std::mt19937 random_;
  const int faults_;
  int planted_ = 0;
  PlantedItem out_;
  Scheme scheme_ = Scheme::kPlain;
  int first_ = 1, last_ = 0, count_ = 0, versos_ = 0, skipped_ = 0;
  bool by_certificate_ = false, certified_ = false, says_range_ = false;
  bool says_no_letters_ = false, mute_letters_ = false, bad_entry_ = false;
  bool count_fault_ = false, pdf_fault_ = false, slip_ = false;
  bool padded_ = false, letters_counted_ = false;
  bool page_beyond_ = false, page_left_out_ = false;
  int parts_ = 1, blank_leaf_ = 0, extent_ = 0;
  std::string rows_;                // of frames.csv, besides those of the scans
  std::vector<std::string> inner_;  // scans of the inner list
  int form_ = 0, counted_ = 0, cert_first_ = 0, cert_last_ = 0;
  std::optional<Leaf> lettered_;
  std::vector<Leaf> leaves_;  // without sides
  std::vector<Page> pages_;   // what is scanned, in reading order
  std::size_t wanted_ = 0;
  std::uint32_t pdf_ = 0;
  std::vector<Text> texts_;
  std::map<std::string, std::string> extra_;
  std::vector<Leaf> missing_;
  std::set<int> touched_;
  std::set<std::string> kinds_;
};

}  // namespace

PlantedItem planted_item(std::uint32_t seed, int faults) {
  for (std::uint32_t turn = 0;; ++turn) {
    PlantedItem item = Maker(seed + 100'000 * turn, faults).make();
    if (static_cast<int>(item.planted.size()) == faults) return item;
  }
}

PlantedPages planted_pages(const std::string& content) {
  PlantedPages out;
  std::istringstream words(content);
  std::string word;
  while (words >> word) {
    std::uint32_t number = 0;
    words >> number;
    if (word == "pages") out.pages = number;
    if (word == "blank") out.blank.insert(number);
  }
  return out;
}

}  // namespace delo::tests
