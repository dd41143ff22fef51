# SPDX-License-Identifier: MIT
#
# cmake -DPORTFILE=FILE -P portfile.cmake
#
# Reads vcpkg's port as a script, with functions in the place of vcpkg's own, and demands that it calls each of them.

set(functions vcpkg_download_distfile vcpkg_extract_source_archive vcpkg_cmake_configure vcpkg_cmake_install
  vcpkg_copy_pdbs vcpkg_cmake_config_fixup vcpkg_fixup_pkgconfig vcpkg_install_copyright)
foreach(name ${functions})
  cmake_language(EVAL CODE "function(${name})
    set_property(GLOBAL PROPERTY ${name} ON)
  endfunction()")
endforeach()

set(CURRENT_PACKAGES_DIR /nonexistent)
include(${PORTFILE})
foreach(name ${functions})
  get_property(is_called GLOBAL PROPERTY ${name})
  if(NOT is_called)
    message(FATAL_ERROR "${PORTFILE} does not call ${name}")
  endif()
endforeach()
