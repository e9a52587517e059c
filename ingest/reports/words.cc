#include "ingest/reports/words.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>

#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

// One digit after the point, with a point in every locale.
std::string one_decimal(double number) {
  const auto tenths = static_cast<std::uint64_t>(std::llround(number * 10));
  return grouped(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string_view advice_for(int sys_errno) {
  switch (sys_errno) {
    case ENOSPC:
    case EDQUOT:
      return "make room there and run the same command again";
    case EROFS:
      return "mount it for writing and run the same command again";
    case EACCES:
    case EPERM:
      return "give the account that runs delo the right to it";
    case EIO:
      return "check the disk and its cable, then run the same command again";
    default:
      return {};
  }
}

// A whole number without decimals, others with up to two.
std::string plain_number(double number) {
  const auto hundredths = static_cast<std::uint64_t>(std::llround(std::max(0.0, number) * 100));
  std::string out = std::to_string(hundredths / 100);
  if (const auto rest = hundredths % 100; rest != 0) {
    out += '.';
    out += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  }
  return out;
}

std::string two_digits(std::int64_t number) {
  std::string out = std::to_string(number);
  if (number < 10) out.insert(out.begin(), '0');
  return out;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string count_of(std::uint64_t number, std::string_view thing) {
  std::string out = grouped(number) + " ";
  if (number == 1) return out.append(thing);
  if (thing.ends_with("copy") || thing.ends_with("ary")) {
    return out.append(thing.substr(0, thing.size() - 1)).append("ies");
  }
  if (thing.ends_with("leaf")) return out.append(thing.substr(0, thing.size() - 1)).append("ves");
  return out.append(thing).append("s");
}

std::string size_in_words(std::uint64_t bytes) {
  static constexpr std::array<std::string_view, 7> kUnits = {"bytes", "kB", "MB", "GB",
                                                             "TB",    "PB", "EB"};
  if (bytes < 1000) return count_of(bytes, "byte");
  double number = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (number >= 999.95 && unit + 1 < kUnits.size()) {
    number /= 1000;
    ++unit;
  }
  return one_decimal(number) + " " + std::string(kUnits[unit]);
}

std::string duration_in_words(std::int64_t milliseconds) {
  milliseconds = std::max<std::int64_t>(0, milliseconds);
  if (milliseconds < 9950) return one_decimal(static_cast<double>(milliseconds) / 1000) + " s";
  const std::int64_t seconds = (milliseconds + 500) / 1000;
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) {
    return std::to_string(seconds / 60) + " min " + two_digits(seconds % 60) + " s";
  }
  return grouped(static_cast<std::uint64_t>(seconds / 3600)) + " h " +
         two_digits(seconds / 60 % 60) + " min";
}

std::string minute_of(Timestamp time) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time - day).count();
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + " " +
         std::to_string(static_cast<int>(date.year())) + ", " + two_digits(minutes / 60) + ":" +
         two_digits(minutes % 60) + " UTC";
}

std::string percent(double share) {
  if (share >= 1) return "100 %";
  if (!(share > 0)) return "0 %";
  // Rounded down: 99.96 % is not everything.
  const auto tenths = std::max<std::int64_t>(1, static_cast<std::int64_t>(share * 1000));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string_view words_for(FileRole role) {
  switch (role) {
    case FileRole::kMaster:
      return "scan";
    case FileRole::kAccess:
      return "access copy";
    case FileRole::kTranscription:
      return "transcription";
    case FileRole::kTranslation:
      return "translation";
    case FileRole::kTranscriptionCopy:
      return "transcription, UTF-8 copy";
    case FileRole::kTranslationCopy:
      return "translation, UTF-8 copy";
    case FileRole::kDescription:
      return "description";
    case FileRole::kFixity:
      return "checksum list";
    case FileRole::kOther:
      return "other";
  }
  return "other";
}

std::string_view words_for(ProducerFixity fixity) {
  switch (fixity) {
    case ProducerFixity::kNoList:
      return "no list given";
    case ProducerFixity::kVerified:
      return "verified";
    case ProducerFixity::kDifferent:
      return "different";
    case ProducerFixity::kUnlisted:
      return "not listed";
  }
  return "no list given";
}

std::string_view words_for(Validity validity) {
  switch (validity) {
    case Validity::kNotExamined:
      return "not examined";
    case Validity::kValid:
      return "valid";
    case Validity::kInvalid:
      return "invalid";
  }
  return "not examined";
}

std::string_view words_for(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "Remark";
    case Severity::kWarning:
      return "Warning";
    case Severity::kError:
      return "Error";
  }
  return "Error";
}

std::string_view words_for(Remedier who) {
  switch (who) {
    case Remedier::kArchivist:
      return "the archivist";
    case Remedier::kProducer:
      return "the producer";
    case Remedier::kOperator:
      return "the operator";
  }
  return "the archivist";
}

std::string language_in_words(std::string_view tag) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kLanguages = {{
      {"ru", "Russian"},     {"en", "English"},         {"uk", "Ukrainian"}, {"be", "Belarusian"},
      {"de", "German"},      {"fr", "French"},          {"pl", "Polish"},    {"lt", "Lithuanian"},
      {"lv", "Latvian"},     {"et", "Estonian"},        {"ka", "Georgian"},  {"hy", "Armenian"},
      {"az", "Azerbaijani"}, {"kk", "Kazakh"},          {"uz", "Uzbek"},     {"bg", "Bulgarian"},
      {"cs", "Czech"},       {"sr", "Serbian"},         {"ro", "Romanian"},  {"hu", "Hungarian"},
      {"zh", "Chinese"},     {"ko", "Korean"},          {"ja", "Japanese"},  {"es", "Spanish"},
      {"it", "Italian"},     {"cu", "Church Slavonic"},
  }};
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (const auto& [code, name] : kLanguages) {
    if (code != primary) continue;
    return primary == tag ? std::string(name) : std::string(name) + " (" + std::string(tag) + ")";
  }
  return std::string(tag);
}

namespace {

// "text on 4 pages, invisible · 2 blank pages · 1 attached file · fonts not embedded: Arial"
std::string pdf_in_words(const TechnicalMetadata& technical) {
  const PdfMetadata& pdf = *technical.pdf;
  std::string out;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : " · ") + part; };
  std::size_t texts = 0, invisible = 0, blank = 0;
  for (const PageMetadata& page : technical.pages) {
    texts += page.text.value_or(false) ? 1 : 0;
    invisible += page.invisible_text.value_or(false) ? 1 : 0;
    blank += page.blank.value_or(false) ? 1 : 0;
  }
  if (texts > 0)
    add("text on " + count_of(texts, "page") + (invisible == texts ? ", invisible" : ""));
  if (blank > 0) add(count_of(blank, "blank page"));
  if (!pdf.pdfua_claim.empty()) add("claims PDF/UA-" + pdf.pdfua_claim);
  if (pdf.attachments > 0) add(count_of(pdf.attachments, "attached file"));
  if (pdf.signatures > 0) add(count_of(pdf.signatures, "signature"));
  if (!pdf.form.empty()) add(pdf.form == "xfa" ? "XFA form" : "form");
  if (pdf.javascript) add("JavaScript");
  if (!pdf.fonts_not_embedded.empty()) {
    constexpr std::size_t kNamed = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(kNamed, pdf.fonts_not_embedded.size()); ++i)
      names += (i ? ", " : "") + pdf.fonts_not_embedded[i];
    if (pdf.fonts_not_embedded.size() > kNamed) names += ", …";
    add("fonts not embedded: " + names);
  }
  return out;
}

}  // namespace

std::string technical_in_words(const TechnicalMetadata& technical) {
  std::string out;
  const auto add = [&out](const std::string& part) {
    if (part.empty()) return;
    if (!out.empty()) out += " · ";
    out += part;
  };
  if (!technical.pages.empty()) {
    const PageMetadata& page = technical.pages.front();
    if (page.width && page.height) {
      add(std::to_string(*page.width) + " × " + std::to_string(*page.height) + " px");
    }
    if (page.resolution_x) {
      std::string ppi = plain_number(*page.resolution_x);
      if (page.resolution_y && *page.resolution_y != *page.resolution_x) {
        ppi += " × " + plain_number(*page.resolution_y);
      }
      add(ppi + " ppi");
    } else if (page.ppi) {
      add(plain_number(*page.ppi) + " ppi");
    }
    if (!page.bits_per_sample.empty()) {
      std::string bits = std::to_string(page.bits_per_sample.front());
      if (page.bits_per_sample.size() > 1) {
        bits = std::to_string(page.bits_per_sample.size()) + " × " + bits;
      }
      add(bits + (bits == "1" ? " bit" : " bits"));
    }
    add(page.photometric);
    add(page.compression == "none" ? "not compressed" : page.compression);
    add(page.icc);
  }
  if (technical.page_count > 1 || !technical.pdf_version.empty()) {
    add(count_of(technical.page_count, "page"));
  }
  if (!technical.pdfa_claim.empty()) add("claims PDF/A-" + technical.pdfa_claim);
  if (technical.encrypted.value_or(false)) add("encrypted");
  if (technical.pdf) add(pdf_in_words(technical));
  add(technical.text_encoding);
  return out;
}

bool is_producers_list(const ItemFile& file) {
  return file.object.role == FileRole::kFixity &&
         (file.fixity == ProducerFixity::kNoList || file.fixity == ProducerFixity::kUnlisted);
}

std::string shortened(std::string_view digest) {
  if (digest.size() <= 18) return std::string(digest);
  return std::string(digest.substr(0, 8)) + "…" + std::string(digest.substr(digest.size() - 8));
}

std::string advised_text(const Error& error) {
  const std::string_view advice = advice_for(error.sys_errno);
  // A message of two parts says in its second what to do.
  if (advice.empty() || error.message.find("; ") != std::string::npos ||
      error.message.find("run the same command again") != std::string::npos) {
    return error.text();
  }
  return error.text() + "; " + std::string(advice);
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') {
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  }
  return out;
}

Fate fate_of(const ItemRecord& item) {
  if (!item.begun) return Fate::kNotBegun;
  if (!item.verdict) return Fate::kFailed;
  switch (*item.verdict) {
    case Verdict::kReject:
      return Fate::kRejected;
    case Verdict::kReview:
      return Fate::kReview;
    case Verdict::kAccept:
      break;
  }
  const bool noted = std::ranges::any_of(
      item.decision.reasons, [](const auto& reason) { return reason.action != Action::kAccept; });
  const bool remarked = std::ranges::any_of(
      item.findings, [](const Finding& f) { return f.severity != Severity::kInfo; });
  return noted || remarked ? Fate::kRemarks : Fate::kAccepted;
}

std::string_view words_for(Fate fate) {
  switch (fate) {
    case Fate::kFailed:
      return "Not finished";
    case Fate::kRejected:
      return "Withheld: rejected";
    case Fate::kReview:
      return "Withheld: to be decided";
    case Fate::kRemarks:
      return "Accepted with remarks";
    case Fate::kAccepted:
      return "Accepted";
    case Fate::kNotBegun:
      return "Not begun";
  }
  return "Not finished";
}

std::string_view mark_of(Fate fate) {
  switch (fate) {
    case Fate::kFailed:
      return "!";
    case Fate::kRejected:
      return "✗";
    case Fate::kReview:
      return "?";
    case Fate::kRemarks:
      return "✓";
    case Fate::kAccepted:
      return "✓";
    case Fate::kNotBegun:
      return "·";
  }
  return "!";
}

std::string because_of(const ItemRecord& item) {
  if (!item.verdict) {
    return item.error.empty() ? "The run ended before this item was done" : item.error;
  }
  if (item.person) {
    return std::string(item.person->accept ? "Accepted" : "Rejected") + " by " +
           (item.person->person.empty() ? "an archivist" : item.person->person) + ", " +
           minute_of(item.person->time) + ": " + item.person->because;
  }
  // The reasons come strictest first: only those that decided are told, each in the
  // words of its first finding.
  std::string out;
  std::size_t told = 0, more = 0;
  for (const auto& reason : item.decision.reasons) {
    if (reason.action != item.decision.reasons.front().action) break;
    if (reason.action == Action::kAccept) break;
    if (told == 3) {
      ++more;
      continue;
    }
    if (told++ > 0) out += "; ";
    const auto first = std::ranges::find(item.findings, reason.rule, &Finding::rule);
    if (first == item.findings.end()) {
      out += reason.rule;
    } else {
      const std::string where = terminal_text(first->where.path.text());
      out += where.empty() ? sentence(first->message) : where + ": " + first->message;
    }
    if (reason.count > 1) out += " (and " + count_of(reason.count - 1, "finding") + " like it)";
  }
  if (more > 0) out += "; and " + count_of(more, "further kind") + " of finding";
  if (out.empty()) return "Everything is as the policy asks";
  return out;
}

}  // namespace delo::ingest
