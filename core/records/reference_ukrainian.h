// The way Ukrainian archives write a reference.
#pragma once

#include <string>

#include "core/records/reference.h"

namespace delo {

// "ЦДАГО. Ф. 1. Оп. 20. Спр. 337. Арк. 37–40 зв."; read back it is the same_as() before.
std::string canonical_ukrainian(const ArchivalReference& reference);

}  // namespace delo
