// Whose fault it is that bytes can't be had.
#pragma once

#include "core/result.h"

namespace delo {

// true: the error says that the medium, not we, failed.
bool is_fault_of_medium(const Error& error);

// true: it says that this very file can't be opened or read: its medium, its rights, or that it
// is gone or no file any more.  false: what we need has run out (space, memory, descriptors), a
// limit or a bug of ours: nothing is told of the file.
bool is_fault_of_file(const Error& error);

// An error of a disk where we put things aside, so that nobody takes it for one of what is read.
Error fault_of_ours(Error error);

}  // namespace delo
