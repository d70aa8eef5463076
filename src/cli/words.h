// Plain words for values, as the commands use them.
#pragma once

#include "wording/wording.h"

namespace hearsay::cli {

using namespace wording;  // NOLINT(google-build-using-namespace): one vocabulary

}  // namespace hearsay::cli
