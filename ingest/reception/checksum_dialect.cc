#include "ingest/reception/checksum_dialect.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/checksum_list.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::size_t kMostLines = 500;  // looked at: one list is written by one program

bool is_hex(std::string_view word) {
  return word.size() >= 8 && std::ranges::all_of(word, [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
         });
}

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// The programs that name themselves in comments, as they are known.
std::string program_in(std::string_view comment) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPrograms = {{
      {"fastsum", "FastSum"},
      {"total commander", "Total Commander"},
      {"totalcmd", "Total Commander"},
      {"md5summer", "MD5summer"},
      {"rapidcrc", "RapidCRC"},
      {"quicksfv", "QuickSFV"},
      {"hashcheck", "HashCheck"},
      {"exactfile", "ExactFile"},
      {"teracopy", "TeraCopy"},
      {"slavasoft", "SlavaSoft FSUM"},
      {"hashdeep", "hashdeep"},
      {"win-sfv32", "WIN-SFV32"},
  }};
  const std::string low = lower(comment);
  for (const auto& [word, name] : kPrograms) {
    if (low.find(word) != std::string::npos) return std::string(name);
  }
  return {};
}

std::string_view first_word(std::string_view line) {
  return line.substr(0, line.find_first_of(" \t"));
}
std::string_view last_word(std::string_view line) {
  const std::size_t blank = line.find_last_of(" \t");
  return blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
}

// How one line is written; empty: in no way that is known.
std::string_view shape_of(std::string_view line) {
  if (line.starts_with('\\')) line.remove_prefix(1);
  const std::string_view first = first_word(line), last = last_word(line);
  const std::size_t open = line.find('('), equals = line.rfind(")= "), spaced = line.rfind(") = ");
  if (open != std::string_view::npos && spaced != std::string_view::npos) return "BSD";
  if (open != std::string_view::npos && equals != std::string_view::npos) return "OpenSSL";
  if (is_number(first) && first.size() < 20 && first.size() < line.size()) {
    const std::string_view rest = trim(line.substr(first.size()));
    if (first_word(rest).size() >= 32 && is_hex(first_word(rest))) return "md5deep -z";
  }
  if (is_hex(first) && first.size() >= 32) {
    if (first.size() == line.size()) return "checksum alone";
    const std::string_view rest = line.substr(first.size());
    if (rest.starts_with(" *")) return "md5sum, binary mode";
    if (rest.starts_with("  ")) return "md5sum";
    return rest.starts_with('\t') ? "checksum, tab, name" : "checksum, blank, name";
  }
  if (is_hex(last) && last.size() == 8) return "SFV";
  if (is_hex(last) && last.size() >= 32) {
    const std::string word = lower(first);
    return word.starts_with("md5") || word.starts_with("sha") ? std::string_view("Get-FileHash")
                                                              : "name first";
  }
  const std::string_view rest = trim(line.substr(first.size()));
  if (is_hex(first_word(rest)) && first_word(rest).size() >= 32) return "Get-FileHash";
  if (line.find_first_of(",;\t") != std::string_view::npos) return "table";
  return {};
}

void look_at_line(std::string_view line, std::map<std::string, std::size_t>& shapes,
                  ChecksumForm& form) {
  const std::string_view plain = trim(line);
  if (plain.empty()) return;
  if (plain.starts_with("%%%%")) {
    shapes["hashdeep"] += kMostLines;
    return;
  }
  if (plain.front() == ';' || plain.front() == '#') {
    if (form.made_by.empty()) form.made_by = program_in(plain);
    return;
  }
  form.escaped = form.escaped || (plain.front() == '\\' && is_hex(first_word(plain.substr(1))));
  if (const std::string_view shape = shape_of(plain); !shape.empty()) ++shapes[std::string(shape)];
}

void look_at_lines(std::string_view text, std::map<std::string, std::size_t>& shapes,
                   ChecksumForm& form) {
  std::size_t lf = 0, crlf = 0, cr = 0;
  std::size_t at = 0;
  for (std::size_t line = 0; line < kMostLines && at < text.size(); ++line) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    look_at_line(text.substr(at, end - at), shapes, form);
    at = end + 1;
    if (end == text.size()) break;
    if (text[end] == '\n') {
      ++lf;
    } else if (at < text.size() && text[at] == '\n') {
      ++crlf;
      ++at;
    } else {
      ++cr;
    }
  }
  const int kinds = (lf > 0) + (crlf > 0) + (cr > 0);
  form.line_ends = kinds > 1 ? "mixed" : crlf > 0 ? "CRLF" : lf > 0 ? "LF" : cr > 0 ? "CR" : "";
}

void look_at_names(const ChecksumList& list, ChecksumForm& form) {
  std::set<std::string> algorithms;
  for (const ChecksumLine& line : list.lines) {
    const std::string_view name = line.name;
    for (const Digest& digest : line.digests)
      algorithms.insert(std::string(name_of(digest.algorithm)));
    const bool drive = name.size() > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/') &&
                       std::isalpha(static_cast<unsigned char>(name[0])) != 0;
    form.windows_paths = form.windows_paths || drive || name.starts_with("\\\\");
    form.absolute_paths = form.absolute_paths || name.starts_with('/');
    form.backslashes = form.backslashes || name.find('\\') != std::string_view::npos;
  }
  form.algorithms.assign(algorithms.begin(), algorithms.end());
}

}  // namespace

ChecksumForm form_of(std::string_view bytes, std::string_view list_name, const ChecksumList& list) {
  ChecksumForm form{.encoding = std::string(name_of(list.encoding))};
  form.byte_order_mark = bytes.starts_with("\xef\xbb\xbf") || bytes.starts_with("\xff\xfe") ||
                         bytes.starts_with("\xfe\xff");
  std::map<std::string, std::size_t> shapes;
  if (list.encoding == TextEncoding::kUtf16Little || list.encoding == TextEncoding::kUtf16Big) {
    constexpr std::size_t kSome = std::size_t{512} * kMostLines;
    look_at_lines(decode(bytes.substr(0, kSome), list.encoding), shapes, form);
  } else {
    look_at_lines(bytes.starts_with("\xef\xbb\xbf") ? bytes.substr(3) : bytes, shapes, form);
  }
  std::size_t most = 0;
  for (const auto& [shape, count] : shapes) {
    if (count <= most) continue;
    most = count;
    form.dialect = shape;
  }
  look_at_names(list, form);
  const std::string name = lower(list_name);
  const bool bag = name.starts_with("manifest-") || name.starts_with("tagmanifest-");
  if (bag && form.dialect.find("name") == std::string::npos && !form.dialect.empty()) {
    form.dialect = "BagIt manifest";
  }
  if (form.dialect == "md5sum" && form.absolute_paths) form.dialect = "md5deep";
  // Total Commander writes "*name", backslashes and CRLF, and does not name itself.
  if (form.made_by.empty() && form.dialect == "md5sum, binary mode" && form.line_ends == "CRLF" &&
      form.backslashes) {
    form.made_by = "Total Commander, or a program like it";
  }
  form.lines = list.lines.size();
  form.unreadable = list.fault_count;
  return form;
}

std::string ChecksumForm::in_words() const {
  std::string out = dialect.empty() ? "no known form" : dialect;
  if (!made_by.empty()) out += " by " + made_by;
  if (encoding != "UTF-8") out += ", " + encoding;
  if (byte_order_mark) out += ", with a byte order mark";
  if (!line_ends.empty() && line_ends != "LF") {
    out += line_ends == "mixed" ? ", mixed line ends" : ", lines end with " + line_ends;
  }
  if (escaped) out += ", names escaped";
  if (windows_paths) {
    out += ", absolute Windows paths";
  } else if (backslashes) {
    out += ", backslashes";
  }
  if (absolute_paths) out += ", absolute paths";
  return out;
}

}  // namespace delo::ingest
