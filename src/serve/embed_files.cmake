# Puts web/dist and schemas/ into hearsay_serve, byte for byte: the assembler takes the bytes in, so
# that no compiler has to read a literal of megabytes. Made anew when a file comes, goes or changes.
function(hearsay_embed_files)
  set(blobs "")
  set(rows "")
  set(inputs "")
  set(number 0)
  foreach(folder page=web/dist schemas=schemas)
    string(REPLACE "=" ";" parts ${folder})
    list(GET parts 0 prefix)
    list(GET parts 1 where)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/${where}
         ${CMAKE_SOURCE_DIR}/${where}/*)
    list(SORT files)
    foreach(file IN LISTS files)
      set(path ${CMAKE_SOURCE_DIR}/${where}/${file})
      list(APPEND inputs ${path})
      string(APPEND blobs "HEARSAY_FILE(${number}, \"${path}\")\n")
      string(APPEND rows "  file(\"${prefix}/${file}\", hearsay_file_${number}, hearsay_file_end_${number});\n")
      math(EXPR number "${number} + 1")
    endforeach()
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/serve/embedded_files.cpp)
  file(CONFIGURE OUTPUT ${generated} CONTENT
"// Made by src/serve/embed_files.cmake.
#include <algorithm>

#include \"serve/embedded.h\"

#define HEARSAY_FILE(number, path)                                       \\
  asm(\".section .rodata, \\\"a\\\"\\n\"                                       \\
      \".global hearsay_file_\" #number \"\\nhearsay_file_\" #number \":\\n\"  \\
      \".incbin \\\"\" path \"\\\"\\n\"                                        \\
      \".global hearsay_file_end_\" #number \"\\n\"                          \\
      \"hearsay_file_end_\" #number \":\\n.byte 0\\n.text\\n\");               \\
  extern \"C\" const char hearsay_file_##number[];                         \\
  extern \"C\" const char hearsay_file_end_##number[];

${blobs}
namespace hearsay::serve {

const std::vector<EmbeddedFile>& embedded_files() {
  static const std::vector<EmbeddedFile> files = [] {
    std::vector<EmbeddedFile> all;
    const auto file = [&](const char* path, const char* begin, const char* end) {
      all.push_back({path, {begin, static_cast<std::size_t>(end - begin)}});
    };
${rows}    std::sort(all.begin(), all.end(),
              [](const EmbeddedFile& a, const EmbeddedFile& b) { return a.path < b.path; });
    return all;
  }();
  return files;
}

}  // namespace hearsay::serve
" @ONLY)
  set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${inputs}")
  target_sources(hearsay_serve PRIVATE ${generated})
endfunction()
