# Compiles src/store/sql/*.sql into hearsay_store as the table that store/sql.h declares.
function(hearsay_embed_sql directory)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.sql)
  set(rows "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} content)
    get_filename_component(name ${file} NAME)
    string(APPEND rows "    {\"${name}\", R\"sql(${content})sql\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/store/sql.cpp)
  file(CONFIGURE OUTPUT ${generated} CONTENT
"// Made by src/store/embed_sql.cmake from src/store/sql.
#include \"store/sql.h\"

namespace hearsay::store {

const std::vector<SqlFile>& sql_files() {
  static const std::vector<SqlFile> files = {
${rows}  };
  return files;
}

}  // namespace hearsay::store
" @ONLY)
  target_sources(hearsay_store PRIVATE ${generated})
endfunction()
