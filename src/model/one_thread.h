// oneDNN spreads its work over OpenMP's threads; hearsay reads documents side by side instead.
#pragma once

namespace hearsay::model {

/// Lets oneDNN work on the calling thread alone. Cheap; call it before each use.
void use_one_thread();

}  // namespace hearsay::model
