#include "model/one_thread.h"

// Debian's oneDNN runs on GCC's OpenMP, whose header other compilers do not have.
extern "C" void omp_set_num_threads(int);

namespace hearsay::model {

void use_one_thread() { omp_set_num_threads(1); }

}  // namespace hearsay::model
