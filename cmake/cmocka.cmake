# SPDX-License-Identifier: MIT
#
# Gives the target wmikit_test_cmocka, which a test program links.
#
# Natively that is the system's cmocka. For MinGW-w64 and 32-bit Linux, for which there is no package, cmocka is
# compiled from the source that `cmake/setup.sh tests` fetches, or from the folder that WMIKIT_CMOCKA_SOURCE names, as a
# CMake variable or in the environment.

set(WMIKIT_CMOCKA_SOURCE "" CACHE PATH "The folder of cmocka's source; empty: what cmake/setup.sh fetched")

function(wmikit_find_cmocka)
  find_path(WMIKIT_CMOCKA_INCLUDE cmocka.h REQUIRED)
  find_library(WMIKIT_CMOCKA_LIBRARY cmocka REQUIRED)
  add_library(wmikit_test_cmocka INTERFACE)
  target_include_directories(wmikit_test_cmocka SYSTEM INTERFACE ${WMIKIT_CMOCKA_INCLUDE})
  target_link_libraries(wmikit_test_cmocka INTERFACE ${WMIKIT_CMOCKA_LIBRARY})
endfunction()

function(wmikit_build_cmocka)
  set(source ${PROJECT_SOURCE_DIR}/build/cmocka)
  if(WMIKIT_CMOCKA_SOURCE)
    set(source ${WMIKIT_CMOCKA_SOURCE})
  elseif(DEFINED ENV{WMIKIT_CMOCKA_SOURCE})
    set(source $ENV{WMIKIT_CMOCKA_SOURCE})
  endif()
  if(NOT EXISTS ${source}/src/cmocka.c)
    message(FATAL_ERROR "The tests need cmocka's source, and ${source} has none. cmake/setup.sh tests fetches it; "
      "or name its folder in WMIKIT_CMOCKA_SOURCE, or do without tests: -DWMIKIT_BUILD_TESTS=OFF")
  endif()

  add_library(wmikit_test_cmocka STATIC ${source}/src/cmocka.c)
  target_include_directories(wmikit_test_cmocka SYSTEM PUBLIC ${source}/include)
  # What cmocka's own build finds out by trial compilations.
  target_compile_definitions(wmikit_test_cmocka PRIVATE
    HAVE_INTTYPES_H HAVE_MALLOC_H HAVE_SIGNAL_H HAVE_STRINGS_H HAVE_SNPRINTF HAVE_VSNPRINTF)
  target_compile_options(wmikit_test_cmocka PRIVATE -w)
  # It calls strdup, which is not in C11; newer compilers refuse what is not declared.
  set_target_properties(wmikit_test_cmocka PROPERTIES C_EXTENSIONS ON)
endfunction()

if(CMAKE_CROSSCOMPILING)
  wmikit_build_cmocka()
else()
  wmikit_find_cmocka()
endif()
