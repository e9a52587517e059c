// What a run needs from outside, handed down as an argument: no globals, so that
// a test with a fixed clock gets the same bytes every time.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/records/event.h"
#include "core/run/progress.h"
#include "core/text/timestamp.h"

namespace delo {

class TextSource;  // core/run/text_source.h

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() override;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Timestamp time) : time_(time) {}
  Timestamp now() override { return time_; }

 private:
  Timestamp time_;
};

struct RunContext {
  Clock& clock;
  Progress& progress;
  std::vector<Agent> software;  // ourselves first, then every library that gives verdicts
  std::stop_token stop;         // Ctrl-C: asked between files and stages
  int jobs = 1;                 // items at work side by side, ≥ 1
  TextSource* texts = nullptr;  // reads texts for the index of words; nullptr: none is read

  bool stopping() const { return stop.stop_requested(); }
};

}  // namespace delo
