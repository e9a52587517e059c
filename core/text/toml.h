// The door to toml++: whoever reads TOML includes this, in a .cc file and nothing else.
// Without exceptions a syntax error is a value, and nothing can fly past.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
// toml++ 3.3 asserts, or has the compiler assume, what a faulty file can break ("[" and
// a letter that begins no key); it handles that itself a few lines later.
#define TOML_ASSERT(expr) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
