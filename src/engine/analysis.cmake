# Compiles a hash of all sources that derived records depend on into hearsay_engine, so that a store
# notices when it was read by another program. Tests and surfaces are not part of it.
function(hearsay_hash_analysis)
  set(files "")
  foreach(folder text model extract encode segment annotate attribute ground claim match json store engine)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h
         ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/sql/*.sql
         ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.table)
    list(APPEND files ${found})
  endforeach()
  list(FILTER files EXCLUDE REGEX "_test\\.cpp$")
  file(GLOB records CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/include/hearsay/*.h)
  list(APPEND files ${records})
  set(listing ${CMAKE_CURRENT_BINARY_DIR}/engine/analysis_sources.txt)
  string(REPLACE ";" "\n" lines "${files}")
  file(CONFIGURE OUTPUT ${listing} CONTENT "${lines}" @ONLY)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/engine/program_hash.cpp)
  set(script ${CMAKE_CURRENT_SOURCE_DIR}/engine/hash_sources.cmake)
  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -D LISTING=${listing} -D ROOT=${CMAKE_SOURCE_DIR} -D OUTPUT=${generated}
            -P ${script}
    DEPENDS ${files} ${listing} ${script} VERBATIM)
  target_sources(hearsay_engine PRIVATE ${generated})
endfunction()
