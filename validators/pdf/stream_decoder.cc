#include "validators/pdf/stream_decoder.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kChunk = 32 * 1024;     // bytes a stage hands on at once
constexpr std::int64_t kMaxRow = 64ll << 20;  // bytes in one row of a predictor

bool is_white(unsigned char c) {
  return c == 0 || c == 9 || c == 10 || c == 12 || c == 13 || c == 32;
}

}  // namespace

// A filter.  Takes bytes, hands its own to the next stage; the first fault ends
// the whole chain.
class StreamDecoder::Stage {
 public:
  virtual ~Stage() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void finish() {}

  void connect(DecodeOutcome* outcome, bool* open, std::uint64_t budget, Stage* next,
               const Sink* sink) {
    outcome_ = outcome;
    open_ = open;
    left_ = budget;
    next_ = next;
    sink_ = sink;
  }

 protected:
  bool open() const { return *open_; }
  void fail(std::string why) {
    if (outcome_->fault.empty()) outcome_->fault = std::move(why);
    *open_ = false;
  }
  void remark(std::string what) {
    if (outcome_->remark.empty()) outcome_->remark = std::move(what);
  }
  void emit(std::string_view bytes) {
    if (!*open_ || bytes.empty()) return;
    if (bytes.size() > left_) {
      outcome_->over_budget = true;
      *open_ = false;
      return;
    }
    left_ -= bytes.size();
    if (next_) {
      next_->write(bytes);
    } else {
      outcome_->bytes += bytes.size();
      if (!(*sink_)(bytes)) *open_ = false;
    }
  }

 private:
  DecodeOutcome* outcome_ = nullptr;
  bool* open_ = nullptr;
  std::uint64_t left_ = 0;
  Stage* next_ = nullptr;
  const Sink* sink_ = nullptr;
};

namespace {

using Stage = StreamDecoder::Stage;

// RFC 1950, RFC 1951.
class Flate final : public Stage {
 public:
  Flate() { ready_ = inflateInit(&z_) == Z_OK; }
  ~Flate() override {
    if (ready_) inflateEnd(&z_);
  }
  void write(std::string_view bytes) override {
    if (!ready_) return fail("zlib could not be started");
    if (ended_) return count_rest(bytes);
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z_.avail_in = static_cast<uInt>(bytes.size());
    any_ = any_ || !bytes.empty();
    while (open()) {
      z_.next_out = reinterpret_cast<Bytef*>(out_.data());
      z_.avail_out = static_cast<uInt>(out_.size());
      const int status = inflate(&z_, Z_NO_FLUSH);
      emit({out_.data(), out_.size() - z_.avail_out});
      if (status == Z_STREAM_END) {
        ended_ = true;
        return count_rest(bytes.substr(bytes.size() - z_.avail_in));
      }
      if (status == Z_BUF_ERROR || (status == Z_OK && z_.avail_in == 0 && z_.avail_out != 0))
        return;
      if (status != Z_OK) {
        fail("Flate data is damaged at byte " + std::to_string(z_.total_in) + " of the stream (" +
             (z_.msg ? z_.msg : "no dictionary") + "), after " + std::to_string(z_.total_out) +
             " decoded bytes");
        return;
      }
    }
  }
  void finish() override {
    if (!open() || !any_) return;
    if (!ended_)
      return fail("Flate data ends after " + std::to_string(z_.total_in) +
                  " bytes without its end marker and checksum");
    if (rest_ > 2) remark(std::to_string(rest_) + " bytes follow the compressed data");
  }

 private:
  void count_rest(std::string_view bytes) { rest_ += bytes.size(); }

  z_stream z_{};
  bool ready_ = false, ended_ = false, any_ = false;
  std::uint64_t rest_ = 0;
  std::array<char, kChunk> out_;
};

// ISO 32000-1 7.4.4.2: variable codes of 9 to 12 bits, 256 clear, 257 end.
class Lzw final : public Stage {
 public:
  explicit Lzw(bool early) : early_(early ? 1u : 0u) { out_.reserve(kChunk + 4096); }
  void write(std::string_view bytes) override {
    for (const char c : bytes) {
      if (!open()) return;
      ++in_;
      if (ended_) {
        ++rest_;
        continue;
      }
      bits_ = (bits_ << 8) | static_cast<unsigned char>(c);
      held_ += 8;
      while (held_ >= width_ && !ended_ && open()) {
        held_ -= width_;
        code((bits_ >> held_) & ((1u << width_) - 1));
      }
    }
    flush();
  }
  void finish() override {
    flush();
    if (!open() || in_ == 0) return;
    if (!ended_) return fail("LZW data ends without its end code");
    if (rest_ > 2) remark(std::to_string(rest_) + " bytes follow the compressed data");
  }

 private:
  void code(unsigned value) {
    if (value == 256) {
      next_ = 258;
      width_ = 9;
      previous_ = -1;
      return;
    }
    if (value == 257) {
      ended_ = true;
      return;
    }
    const bool unknown = value > 257 && value >= next_;
    if (unknown && (previous_ < 0 || value > next_))
      return fail("LZW code " + std::to_string(value) + " at byte " + std::to_string(in_) +
                  " of the stream is not in the table of " + std::to_string(next_));
    // The string of `value`, backwards; an unknown code is the previous string
    // and its own first byte.
    std::size_t length = 0;
    unsigned walk = unknown ? static_cast<unsigned>(previous_) : value;
    while (walk > 257) {
      stack_[length++] = suffix_[walk];
      walk = prefix_[walk];
    }
    const auto first = static_cast<char>(walk);
    stack_[length++] = first;
    for (std::size_t i = length; i-- > 0;) out_.push_back(stack_[i]);
    if (unknown) out_.push_back(first);
    if (previous_ >= 0 && next_ < 4096) {
      prefix_[next_] = static_cast<std::uint16_t>(previous_);
      suffix_[next_] = first;
      ++next_;
      if (next_ + early_ >= (1u << width_) && width_ < 12) ++width_;
    }
    previous_ = static_cast<int>(value);
    if (out_.size() >= kChunk) flush();
  }
  void flush() {
    emit(out_);
    out_.clear();
  }

  unsigned early_, width_ = 9, held_ = 0, next_ = 258;
  std::uint32_t bits_ = 0;
  int previous_ = -1;
  bool ended_ = false;
  std::uint64_t in_ = 0, rest_ = 0;
  std::array<std::uint16_t, 4096> prefix_{};
  std::array<char, 4096> suffix_{}, stack_{};
  std::string out_;
};

// ISO 32000-1 7.4.2
class AsciiHex final : public Stage {
 public:
  void write(std::string_view bytes) override {
    std::string out;
    out.reserve(bytes.size() / 2 + 1);
    for (const char c : bytes) {
      if (ended_ || is_white(static_cast<unsigned char>(c))) continue;
      if (c == '>') {
        ended_ = true;
        continue;
      }
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return fail("ASCIIHex data holds a byte that is no hexadecimal digit");
      if (high_ < 0) {
        high_ = digit;
      } else {
        out.push_back(static_cast<char>(high_ * 16 + digit));
        high_ = -1;
      }
    }
    emit(out);
  }
  void finish() override {
    if (high_ >= 0) emit(std::string(1, static_cast<char>(high_ * 16)));
    if (open() && !ended_) remark("ASCIIHex data ends without '>'");
  }

 private:
  int high_ = -1;
  bool ended_ = false;
};

// ISO 32000-1 7.4.3
class Ascii85 final : public Stage {
 public:
  void write(std::string_view bytes) override {
    std::string out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
      if (ended_ || is_white(static_cast<unsigned char>(c))) continue;
      if (c == '~') {
        ended_ = true;
      } else if (c == 'z' && count_ == 0) {
        out.append(4, '\0');
      } else if (c < '!' || c > 'u') {
        return fail("ASCII85 data holds the byte " + std::to_string(static_cast<unsigned char>(c)));
      } else {
        group_ = group_ * 85 + static_cast<std::uint64_t>(c - '!');
        if (++count_ == 5) {
          if (group_ > 0xFFFFFFFFu) return fail("ASCII85 data holds a group above 2^32");
          put(out, 4);
        }
      }
    }
    emit(out);
  }
  void finish() override {
    if (!open()) return;
    if (count_ == 1) return fail("ASCII85 data ends with a group of one character");
    if (count_ > 1) {
      std::string out;
      const int bytes = count_ - 1;
      for (int i = count_; i < 5; ++i) group_ = group_ * 85 + 84;
      put(out, bytes);
      emit(out);
    }
    if (!ended_) remark("ASCII85 data ends without '~>'");
  }

 private:
  void put(std::string& out, int bytes) {
    for (int i = 0; i < bytes; ++i)
      out.push_back(static_cast<char>((group_ >> (24 - 8 * i)) & 0xFF));
    group_ = 0;
    count_ = 0;
  }
  std::uint64_t group_ = 0;
  int count_ = 0;
  bool ended_ = false;
};

// ISO 32000-1 7.4.5
class RunLength final : public Stage {
 public:
  void write(std::string_view bytes) override {
    std::string out;
    for (const char c : bytes) {
      const auto value = static_cast<unsigned char>(c);
      any_ = true;
      if (ended_) {
        continue;
      } else if (copy_ > 0) {
        out.push_back(c);
        --copy_;
      } else if (repeat_ > 0) {
        out.append(repeat_, c);
        repeat_ = 0;
      } else if (value == 128) {
        ended_ = true;
      } else if (value < 128) {
        copy_ = value + 1u;
      } else {
        repeat_ = 257u - value;
      }
      if (out.size() >= kChunk) {
        emit(out);
        out.clear();
      }
    }
    emit(out);
  }
  void finish() override {
    if (!open() || ended_ || !any_) return;
    if (copy_ || repeat_) return fail("RunLength data ends within a run");
    remark("RunLength data ends without its end marker");
  }

 private:
  std::size_t copy_ = 0, repeat_ = 0;
  bool ended_ = false, any_ = false;
};

// ISO 32000-1 7.4.4.4: PNG (10-15) and TIFF (2) predictors.
class Predictor final : public Stage {
 public:
  Predictor(const FilterSpec& spec)
      : png_(spec.predictor >= 10),
        bits_(static_cast<std::size_t>(spec.bits_per_component)),
        colors_(static_cast<std::size_t>(spec.colors)),
        pixel_(std::max<std::size_t>(1, bits_ * colors_ / 8)),
        row_((bits_ * colors_ * static_cast<std::size_t>(spec.columns) + 7) / 8) {
    previous_.assign(row_, 0);
  }
  static std::string fault_of(const FilterSpec& spec) {
    const std::int64_t b = spec.bits_per_component;
    if (spec.predictor != 1 && spec.predictor != 2 && (spec.predictor < 10 || spec.predictor > 15))
      return "Predictor is " + std::to_string(spec.predictor);
    if (b != 1 && b != 2 && b != 4 && b != 8 && b != 16)
      return "BitsPerComponent of the predictor is " + std::to_string(b);
    if (spec.colors < 1 || spec.colors > 1024)
      return "Colors of the predictor is " + std::to_string(spec.colors);
    if (spec.columns < 1 || spec.columns > kMaxRow ||
        (b * spec.colors * spec.columns + 7) / 8 > kMaxRow)
      return "Columns of the predictor is " + std::to_string(spec.columns);
    return {};
  }
  void write(std::string_view bytes) override {
    const std::size_t whole = row_ + (png_ ? 1 : 0);
    while (!bytes.empty() && open()) {
      const std::size_t take = std::min(bytes.size(), whole - held_.size());
      held_.append(bytes.substr(0, take));
      bytes.remove_prefix(take);
      if (held_.size() == whole) row();
    }
  }
  void finish() override {
    if (open() && !held_.empty())
      fail("the last row has " + std::to_string(held_.size()) + " of " +
           std::to_string(row_ + (png_ ? 1 : 0)) + " bytes its predictor needs");
  }

 private:
  void row() {
    if (png_) {
      const auto tag = static_cast<unsigned char>(held_[0]);
      if (tag > 4) return fail("a row of the PNG predictor begins with " + std::to_string(tag));
      unfilter(tag);
      previous_.assign(held_, 1, row_);
    } else {
      if (bits_ == 8) {
        for (std::size_t i = colors_; i < row_; ++i)
          held_[i] = static_cast<char>(held_[i] + held_[i - colors_]);
      }
      previous_ = held_;
    }
    held_.clear();
    emit(previous_);
  }
  void unfilter(unsigned char tag) {
    auto* now = reinterpret_cast<unsigned char*>(held_.data()) + 1;
    const auto* up = reinterpret_cast<const unsigned char*>(previous_.data());
    for (std::size_t i = 0; i < row_; ++i) {
      const int left = i >= pixel_ ? now[i - pixel_] : 0;
      const int corner = i >= pixel_ ? up[i - pixel_] : 0;
      int add = 0;
      if (tag == 1) add = left;
      if (tag == 2) add = up[i];
      if (tag == 3) add = (left + up[i]) / 2;
      if (tag == 4) {
        const int p = left + up[i] - corner;
        const int pa = std::abs(p - left), pb = std::abs(p - up[i]), pc = std::abs(p - corner);
        add = pa <= pb && pa <= pc ? left : pb <= pc ? up[i] : corner;
      }
      now[i] = static_cast<unsigned char>(now[i] + add);
    }
  }

  bool png_;
  std::size_t bits_, colors_, pixel_, row_;
  std::string held_, previous_;
};

class Identity final : public Stage {  // Crypt: libqpdf has decrypted already
 public:
  void write(std::string_view bytes) override { emit(bytes); }
};

class Broken final : public Stage {  // parameters nothing can be decoded with
 public:
  explicit Broken(std::string why) : why_(std::move(why)) {}
  void write(std::string_view) override { fail(why_); }
  void finish() override { fail(why_); }

 private:
  std::string why_;
};

}  // namespace

std::string full_filter_name(std::string_view name) {
  struct Pair {
    std::string_view brief, full;
  };
  static constexpr Pair kNames[] = {
      {"AHx", "ASCIIHexDecode"}, {"A85", "ASCII85Decode"},  {"LZW", "LZWDecode"},
      {"Fl", "FlateDecode"},     {"RL", "RunLengthDecode"}, {"CCF", "CCITTFaxDecode"},
      {"DCT", "DCTDecode"},
  };
  for (const Pair& pair : kNames)
    if (pair.brief == name) return std::string(pair.full);
  return std::string(name);
}

bool is_image_codec(std::string_view name) {
  return name == "DCTDecode" || name == "JPXDecode" || name == "CCITTFaxDecode" ||
         name == "JBIG2Decode";
}

bool is_byte_filter(std::string_view name) {
  return name == "FlateDecode" || name == "LZWDecode" || name == "ASCII85Decode" ||
         name == "ASCIIHexDecode" || name == "RunLengthDecode" || name == "Crypt";
}

StreamDecoder::StreamDecoder(const std::vector<FilterSpec>& filters, std::uint64_t budget,
                             Sink sink)
    : sink_(std::move(sink)) {
  for (const FilterSpec& filter : filters) {
    if (filter.name == "FlateDecode") {
      stages_.push_back(std::make_unique<Flate>());
    } else if (filter.name == "LZWDecode") {
      stages_.push_back(std::make_unique<Lzw>(filter.early_change != 0));
    } else if (filter.name == "ASCIIHexDecode") {
      stages_.push_back(std::make_unique<AsciiHex>());
    } else if (filter.name == "ASCII85Decode") {
      stages_.push_back(std::make_unique<Ascii85>());
    } else if (filter.name == "RunLengthDecode") {
      stages_.push_back(std::make_unique<RunLength>());
    } else {
      stages_.push_back(std::make_unique<Identity>());
    }
    if ((filter.name == "FlateDecode" || filter.name == "LZWDecode") && filter.predictor != 1) {
      if (std::string why = Predictor::fault_of(filter); !why.empty()) {
        stages_.push_back(std::make_unique<Broken>(std::move(why)));
      } else {
        stages_.push_back(std::make_unique<Predictor>(filter));
      }
    }
  }
  if (stages_.empty()) stages_.push_back(std::make_unique<Identity>());
  for (std::size_t i = 0; i < stages_.size(); ++i)
    stages_[i]->connect(&outcome_, &open_, budget,
                        i + 1 < stages_.size() ? stages_[i + 1].get() : nullptr, &sink_);
}

StreamDecoder::~StreamDecoder() = default;

bool StreamDecoder::write(std::string_view raw) {
  if (open_) stages_.front()->write(raw);
  return open_;
}

DecodeOutcome StreamDecoder::finish() {
  for (auto& stage : stages_)
    if (open_) stage->finish();
  return outcome_;
}

}  // namespace delo::validators::pdf
