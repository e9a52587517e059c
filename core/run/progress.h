// How far a run has come.  Rooms report; the desk (ingest/cli) shows it.
#pragma once

#include <cstdint>
#include <string_view>

namespace delo {

// All members may be called from any thread.
class Progress {
 public:
  virtual ~Progress() = default;
  virtual void expect(std::uint64_t bytes, std::uint64_t items) = 0;  // adds to the totals
  virtual void advance(std::uint64_t bytes) = 0;
  virtual void item_done() = 0;
  virtual void now_doing(std::string_view what) = 0;
  // The bar goes away, so that text can follow.
  virtual void finished() = 0;
};

class SilentProgress final : public Progress {
 public:
  void expect(std::uint64_t, std::uint64_t) override {}
  void advance(std::uint64_t) override {}
  void item_done() override {}
  void now_doing(std::string_view) override {}
  void finished() override {}
};

}  // namespace delo
