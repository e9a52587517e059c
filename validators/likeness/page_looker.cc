#include "validators/likeness/page_looker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace delo::validators::likeness {
namespace {

constexpr std::uint32_t kMostRows = 256;  // of bytes that 16 bits can sum up
constexpr double kOtherTone = 40;         // of 255: not the tone of the paper any more
constexpr std::size_t kSide = 64;         // of the picture that is transformed
constexpr std::size_t kFrequencies = 16;  // along each side

// The lowest frequencies of a picture, without the one that is its mean: DCT-II.
std::vector<double> frequencies_of(const std::vector<double>& picture) {
  static const std::vector<double> kWaves = [] {
    std::vector<double> waves(kFrequencies * kSide);
    for (std::size_t k = 0; k < kFrequencies; ++k) {
      for (std::size_t i = 0; i < kSide; ++i) {
        waves[k * kSide + i] = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) *
                                        static_cast<double>(k) / static_cast<double>(kSide)) *
                               (k == 0 ? std::numbers::sqrt2 / 2 : 1);
      }
    }
    return waves;
  }();
  std::vector<double> rows(kSide * kFrequencies);
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t k = 0; k < kFrequencies; ++k) {
      double sum = 0;
      for (std::size_t x = 0; x < kSide; ++x) sum += picture[y * kSide + x] * kWaves[k * kSide + x];
      rows[y * kFrequencies + k] = sum;
    }
  }
  std::vector<double> out;
  out.reserve(kFrequencies * kFrequencies - 1);
  for (std::size_t j = 0; j < kFrequencies; ++j) {
    for (std::size_t k = 0; k < kFrequencies; ++k) {
      if (j == 0 && k == 0) continue;
      double sum = 0;
      for (std::size_t y = 0; y < kSide; ++y) {
        sum += rows[y * kFrequencies + k] * kWaves[j * kSide + y];
      }
      out.push_back(sum);
    }
  }
  return out;
}

PageLook::Hash hash_of(const std::vector<double>& picture) {
  const std::vector<double> waves = frequencies_of(picture);
  std::vector<double> sorted = waves;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  PageLook::Hash hash{};
  for (std::size_t i = 0; i < waves.size(); ++i) {
    if (waves[i] > *middle) hash[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return hash;
}

// Three loops the compiler turns into vector instructions.
void sum_up(std::span<const std::uint8_t> row, std::uint8_t* least, std::uint8_t* most,
            std::uint16_t* sums) {
  const std::size_t n = row.size();
  const std::uint8_t* bytes = row.data();
  for (std::size_t i = 0; i < n; ++i) least[i] = std::min(least[i], bytes[i]);
  for (std::size_t i = 0; i < n; ++i) most[i] = std::max(most[i], bytes[i]);
  for (std::size_t i = 0; i < n; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + bytes[i]);
}

}  // namespace

PageLooker::PageLooker(const RowShape& shape) : shape_(shape) {
  const std::uint64_t least =
      std::max<std::uint64_t>(kLeastSide / std::max(shape.reduction, 1U), 16);
  if (shape.width < least || shape.height < least || shape.width > 1'000'000 ||
      shape.height > 1'000'000 || shape.lanes == 0 || shape.lanes > kMostLanes) {
    return;
  }
  usable_ = true;
  across_ = std::min(shape.width / 4, kCells);
  down_ = std::min(shape.height / 4, kCells);
  // Letters of a typed page are 25 rows high at 300 ppi: every fourth row meets them.
  step_ = std::clamp<std::uint64_t>(shape.height / 640, 1, 4);
  step_ = std::max<std::uint64_t>(step_, shape.unit_height);
  step_ -= step_ % shape.unit_height;
  lanes_.resize(static_cast<std::size_t>(across_ * down_ * shape.lanes));
}

void PageLooker::take(std::uint64_t x, std::uint64_t y, std::span<const std::uint8_t> bytes,
                      std::optional<std::uint32_t> lane) {
  if (!usable_ || y >= shape_.height || x >= shape_.width) return;
  if (lane && *lane >= shape_.lanes) return;
  const std::uint64_t in_unit = lane ? 1 : shape_.lanes;
  const std::uint64_t units = (shape_.width - x + shape_.unit_width - 1) / shape_.unit_width;
  bytes = bytes.first(
      static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size() / in_unit, units) * in_unit));
  const std::uint64_t index = y * down_ / shape_.height;
  if (index != band_.index || x != band_.x || bytes.size() != band_.size || lane != band_.lane ||
      band_.rows == kMostRows) {
    flush();
    band_ = {x, index, lane, bytes.size(), 0};
    least_.assign(bytes.size(), 255);
    most_.assign(bytes.size(), 0);
    sums_.assign(bytes.size(), 0);
  }
  ++band_.rows;
  sum_up(bytes, least_.data(), most_.data(), sums_.data());
}

void PageLooker::flush() {
  if (band_.rows == 0) return;
  const std::uint64_t in_unit = band_.lane ? 1 : shape_.lanes;
  const std::uint64_t units = band_.size / in_unit;
  for (std::uint64_t unit = 0; unit < units;) {
    const std::uint64_t column = (band_.x + unit * shape_.unit_width) * across_ / shape_.width;
    // The first pixel of the next cell, and so the units of this one.
    const std::uint64_t next = ((column + 1) * shape_.width + across_ - 1) / across_;
    const std::uint64_t end =
        std::min(units, (next - band_.x + shape_.unit_width - 1) / shape_.unit_width);
    for (std::uint64_t l = 0; l < in_unit; ++l) {
      Lane& lane =
          at(band_.index, column, band_.lane ? *band_.lane : static_cast<std::uint32_t>(l));
      for (std::uint64_t u = unit; u < end; ++u) {
        const auto i = static_cast<std::size_t>(u * in_unit + l);
        lane.least = std::min(lane.least, least_[i]);
        lane.most = std::max(lane.most, most_[i]);
        lane.sum += sums_[i];
      }
      lane.count += static_cast<std::uint32_t>(end - unit) * band_.rows;
    }
    unit = end;
  }
  band_.rows = 0;
}

double PageLooker::brightness(std::uint64_t cell) const {
  const Lane* lanes = &lanes_[static_cast<std::size_t>(cell * shape_.lanes)];
  const auto mean = [&](std::uint32_t lane) {
    return lanes[lane].count == 0 ? 0.0 : static_cast<double>(lanes[lane].sum) / lanes[lane].count;
  };
  const auto mean_of_first = [&](std::uint32_t n) {
    double sum = 0;
    for (std::uint32_t i = 0; i < n; ++i) sum += mean(i);
    return sum / n;
  };
  double value = 0;
  switch (shape_.tone) {
    case Tone::kGray:
      value = mean(0);
      break;
    case Tone::kRgb:  // ITU-R BT.601
      value = shape_.lanes < 3 ? mean(0) : 0.299 * mean(0) + 0.587 * mean(1) + 0.114 * mean(2);
      break;
    case Tone::kLuma:
      value = mean_of_first(shape_.lanes > 2 ? shape_.lanes - 2 : 1);
      break;
    case Tone::kInk:
      value = shape_.lanes < 4 ? 255 - mean(0) : (255 - mean_of_first(3)) * (255 - mean(3)) / 255;
      break;
    case Tone::kInverseInk:
      value = shape_.lanes < 4 ? mean(0) : mean_of_first(3) * mean(3) / 255;
      break;
  }
  return shape_.white_is_zero ? 255 - value : value;
}

int PageLooker::contrast(std::uint64_t cell) const {
  const Lane* lanes = &lanes_[static_cast<std::size_t>(cell * shape_.lanes)];
  int most = 0;
  for (std::uint32_t i = 0; i < shape_.lanes; ++i) {
    if (lanes[i].count == 0) continue;
    int range = lanes[i].most - lanes[i].least;
    if (shape_.bilevel) {
      // A speck is not writing: what counts is the share of the rarer colour.
      const double white = static_cast<double>(lanes[i].sum) / (255.0 * lanes[i].count);
      range = static_cast<int>(std::min(white, 1 - white) * 1000);
    }
    most = std::max(most, range);
  }
  return most;
}

std::uint32_t PageLooker::count_marked(const std::vector<int>& contrasts,
                                       const std::vector<double>& tones) const {
  // Paper and scanner have a noise of their own, which the quietest places show.
  std::vector<int> sorted = contrasts;
  const auto quiet = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 20);
  std::ranges::nth_element(sorted, quiet);
  const int least = shape_.bilevel ? 20 : shape_.reduction >= 8 ? 10 : 24;
  const int most = shape_.bilevel ? 20 : shape_.reduction >= 8 ? 40 : 72;
  const int threshold = std::clamp(2 * *quiet, least, most);

  // What is dark and even from the border on is no page: the bed of the scanner.
  const auto columns = static_cast<std::size_t>(across_), rows = static_cast<std::size_t>(down_);
  std::vector<char> outside(contrasts.size(), 0);
  std::vector<std::size_t> open;
  const auto visit = [&](std::size_t cell) {
    if (outside[cell] || tones[cell] >= 80 || contrasts[cell] >= threshold) return;
    outside[cell] = 1;
    open.push_back(cell);
  };
  const auto is_border = [&](std::size_t x, std::size_t y) {
    return x == 0 || y == 0 || x + 1 == columns || y + 1 == rows;
  };
  const auto around = [&](std::size_t cell, auto&& act) {
    const std::size_t x = cell % columns, y = cell / columns;
    for (std::size_t j = y - std::min<std::size_t>(y, 1); j < std::min(y + 2, rows); ++j) {
      for (std::size_t i = x - std::min<std::size_t>(x, 1); i < std::min(x + 2, columns); ++i) {
        act(j * columns + i);
      }
    }
  };
  for (std::size_t cell = 0; cell < outside.size(); ++cell) {
    if (is_border(cell % columns, cell / columns)) visit(cell);
  }
  while (!open.empty()) {
    const std::size_t cell = open.back();
    open.pop_back();
    around(cell, visit);
  }

  // Soft pictures have little contrast in any place, but places of many tones.
  std::vector<double> by_tone = tones;
  const auto middle = by_tone.begin() + static_cast<std::ptrdiff_t>(by_tone.size() / 2);
  std::ranges::nth_element(by_tone, middle);
  const double paper = *middle;

  std::uint32_t marked = 0;
  for (std::size_t cell = 0; cell < contrasts.size(); ++cell) {
    const bool plain = contrasts[cell] < threshold && std::abs(tones[cell] - paper) < kOtherTone;
    if (plain || outside[cell] || is_border(cell % columns, cell / columns)) continue;
    bool edge = false;  // of the page on the scanner's bed
    around(cell, [&](std::size_t other) { edge = edge || outside[other]; });
    if (!edge) ++marked;
  }
  return marked;
}

std::optional<PageLook> PageLooker::finish() {
  if (!usable_) return std::nullopt;
  flush();
  const std::uint64_t cells = across_ * down_;
  std::vector<int> contrasts;
  std::vector<double> tones;
  std::uint64_t seen = 0;
  for (std::uint64_t cell = 0; cell < cells; ++cell) {
    seen += lanes_[static_cast<std::size_t>(cell * shape_.lanes)].count > 0 ? 1 : 0;
    contrasts.push_back(contrast(cell));
    tones.push_back(brightness(cell));
  }
  if (seen * 10 < cells * 9) return std::nullopt;

  PageLook look;
  look.places = static_cast<std::uint32_t>(cells);
  look.marked = count_marked(contrasts, tones);
  std::vector<double> picture(kSide * kSide);
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      picture[y * kSide + x] =
          tones[(y * static_cast<std::size_t>(down_) / kSide) * static_cast<std::size_t>(across_) +
                x * static_cast<std::size_t>(across_) / kSide];
    }
  }
  look.hash = hash_of(picture);
  return look;
}

}  // namespace delo::validators::likeness
