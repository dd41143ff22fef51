# SPDX-License-Identifier: MIT
#
# The target "reference", where there is Doxygen: HTML and XML in build/<preset>/reference. Any warning fails it.

find_package(Doxygen QUIET)
if(DOXYGEN_FOUND)
  set(WMIKIT_REFERENCE_DIR ${PROJECT_BINARY_DIR}/reference)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/Doxyfile.in ${WMIKIT_REFERENCE_DIR}/Doxyfile @ONLY)
  add_custom_target(reference
    COMMAND Doxygen::doxygen ${WMIKIT_REFERENCE_DIR}/Doxyfile
    COMMENT "Writing ${WMIKIT_REFERENCE_DIR}/html/index.html"
    VERBATIM)
endif()
