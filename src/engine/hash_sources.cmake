# cmake -D LISTING=… -D ROOT=… -D OUTPUT=… -P hash_sources.cmake: one hash over the names and
# contents of the files listed.
file(STRINGS ${LISTING} files)
list(SORT files)
set(all "")
foreach(file IN LISTS files)
  file(SHA256 ${file} hash)
  file(RELATIVE_PATH name ${ROOT} ${file})
  string(APPEND all "${name} ${hash}\n")
endforeach()
string(SHA256 hash "${all}")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
"// Made by src/engine/hash_sources.cmake.
#include \"engine/models.h\"

namespace hearsay::engine {

const char* program_hash() { return \"${hash}\"; }

}  // namespace hearsay::engine
" @ONLY)
