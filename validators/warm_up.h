// Makes the decoders load, link and initialise what they need.
#pragma once

namespace delo::validators {

// Examines one small file of ours of each kind.  For a zygote, once, before its
// first child: children can't open anything, and what is done here they needn't do each.
void warm_up();

}  // namespace delo::validators
