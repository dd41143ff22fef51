# SPDX-License-Identifier: MIT
#
# What is installed, and how other projects find it: find_package(wmikit), pkg-config wmikit and wmikit-mock. The
# files may be moved afterwards as a whole.

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/wmikit)
set_target_properties(wmikit_mock PROPERTIES EXPORT_NAME mock)
install(TARGETS wmikit wmikit_mock EXPORT wmikit)
install(EXPORT wmikit FILE wmikit-targets.cmake NAMESPACE wmikit:: DESTINATION ${package_dir})
install(FILES include/wmikit.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/wmikit DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/wmikit)
# What the README leads to.
install(FILES CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/wmikit OPTIONAL)
install(FILES tests/bench/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/wmikit/tests/bench OPTIONAL)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/wmikit OPTIONAL FILES_MATCHING PATTERN "*.md" PATTERN "*.c" PATTERN "*.cpp")

configure_package_config_file(cmake/wmikit-config.cmake.in ${PROJECT_BINARY_DIR}/wmikit-config.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/wmikit-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/wmikit-config.cmake ${PROJECT_BINARY_DIR}/wmikit-config-version.cmake
  DESTINATION ${package_dir})

# pkg-config: what a static library leaves open is the program's to link.
set(pc_cflags "")
set(pc_libs "")
if(BUILD_SHARED_LIBS)
  set(pc_cflags "-DWMIKIT_SHARED")
elseif(WIN32)
  set(pc_libs "-loleaut32 -lole32 -lwbemuuid")
else()
  set(pc_libs "-pthread")
endif()
file(RELATIVE_PATH pc_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(name wmikit wmikit-mock)
  configure_file(cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

# cpack, or the target "package": one zip with all of it.
if(PROJECT_IS_TOP_LEVEL)
  if(WIN32)
    set(CPACK_SYSTEM_NAME windows-${CMAKE_SYSTEM_PROCESSOR})
    if(WMIKIT_MINGW_UCRT)
      string(APPEND CPACK_SYSTEM_NAME -ucrt)
    elseif(MSVC)
      string(APPEND CPACK_SYSTEM_NAME -msvc)
    endif()
  else()
    set(CPACK_SYSTEM_NAME linux-${CMAKE_SYSTEM_PROCESSOR})
  endif()
  if(BUILD_SHARED_LIBS)
    string(APPEND CPACK_SYSTEM_NAME -shared)
  else()
    string(APPEND CPACK_SYSTEM_NAME -static)
  endif()
  set(CPACK_GENERATOR ZIP)
  set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/build/packages)
  set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
  include(CPack)
endif()
