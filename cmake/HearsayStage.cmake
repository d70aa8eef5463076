# hearsay_stage(NAME USES a b LINKS lib…): the library hearsay_NAME from src/NAME/*.cpp and the test
# NAME_test from src/NAME/*_test.cpp. USES names the other folders that it may include (through
# their front door NAME/NAME.h; `text` and `model` are foundations, all of whose headers are open);
# tools/check_layers.py reads this line too. LINKS names libraries from outside.
add_library(hearsay_flags INTERFACE)
target_compile_features(hearsay_flags INTERFACE cxx_std_20)
target_include_directories(hearsay_flags INTERFACE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
target_compile_options(hearsay_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor $<$<BOOL:${HEARSAY_WERROR}>:-Werror>)
target_compile_definitions(hearsay_flags INTERFACE
  HEARSAY_VERSION="${PROJECT_VERSION}" $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_link_libraries(hearsay_flags INTERFACE tl::expected Threads::Threads)
if(HEARSAY_SANITIZE)
  target_compile_options(hearsay_flags INTERFACE
    -fsanitize=${HEARSAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(hearsay_flags INTERFACE -fsanitize=${HEARSAY_SANITIZE})
endif()
if(HEARSAY_FUZZ)
  target_compile_options(hearsay_flags INTERFACE -fsanitize=fuzzer-no-link)  # coverage for libFuzzer
endif()

# Where tests find the sources' fixtures and the data files.
set(HEARSAY_TEST_DEFINITIONS
  HEARSAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HEARSAY_DATA_DIRECTORY="${CMAKE_SOURCE_DIR}")

function(hearsay_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  list(TRANSFORM ARG_USES PREPEND hearsay_)
  target_link_libraries(${name} PRIVATE ${ARG_USES} ${ARG_LINKS} hearsay_flags
    GTest::gtest GTest::gmock GTest::gtest_main ${RAPIDCHECK_LIBRARY})
  target_compile_definitions(${name} PRIVATE ${HEARSAY_TEST_DEFINITIONS})
  # The same cases each time, so that a failure can be repeated; tools/check-all tries new ones.
  gtest_discover_tests(${name} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 300 ENVIRONMENT "RC_PARAMS=seed=20150505")
endfunction()

function(hearsay_stage name)
  cmake_parse_arguments(ARG "" "" "USES;LINKS" ${ARGN})
  set(here ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${here}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(TRANSFORM ARG_USES PREPEND hearsay_ OUTPUT_VARIABLE used)
  if(sources)
    add_library(hearsay_${name} STATIC ${sources})
    target_link_libraries(hearsay_${name} PUBLIC ${used} ${ARG_LINKS} hearsay_flags)
  else()
    add_library(hearsay_${name} INTERFACE)
    target_link_libraries(hearsay_${name} INTERFACE ${used} ${ARG_LINKS} hearsay_flags)
  endif()
  add_library(hearsay::${name} ALIAS hearsay_${name})
  if(tests AND HEARSAY_TESTS)
    hearsay_test(${name}_test SOURCES ${tests} USES ${name})
  endif()
endfunction()
