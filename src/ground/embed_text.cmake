# Compiles tables of src/ground into hearsay_ground: `function` gives the file's text.
function(hearsay_embed_table file header function)
  set(path ${CMAKE_CURRENT_SOURCE_DIR}/ground/${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  file(READ ${path} content)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/ground/${file}.cpp)
  file(CONFIGURE OUTPUT ${generated} CONTENT
"// Made by src/ground/embed_text.cmake from src/ground/${file}.
#include \"${header}\"

std::string_view ${function}() {
  return R\"table(${content})table\";
}
" @ONLY)
  target_sources(hearsay_ground PRIVATE ${generated})
endfunction()
