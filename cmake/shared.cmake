# SPDX-License-Identifier: MIT
#
# How the library and the mock become DLLs (or shared objects): what they export, what Windows shows of them, and what
# makes them hard to misuse.

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)

# Without optimisation glibc has no checks, and says so.
if(NOT MSVC)
  target_compile_options(wmikit_code INTERFACE $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-D_FORTIFY_SOURCE=2>)
endif()

if(WIN32)
  enable_language(RC)
endif()

# wmikit_import_library(TARGET EXPORTS)
#
# TARGET.lib, for Microsoft's linker and lld-link, beside the import library of MinGW-w64. It has no time stamp.
function(wmikit_import_library target exports)
  find_program(WMIKIT_LLVM_DLLTOOL llvm-dlltool)
  if(NOT WMIKIT_LLVM_DLLTOOL)
    message(STATUS "wmikit: there is no llvm-dlltool, so no ${target}.lib")
    return()
  endif()
  set(machine $<IF:$<EQUAL:${CMAKE_SIZEOF_VOID_P},8>,i386:x86-64,i386>)
  set(library ${PROJECT_BINARY_DIR}/${target}.lib)
  add_custom_command(OUTPUT ${library} VERBATIM DEPENDS ${exports}
    COMMAND ${WMIKIT_LLVM_DLLTOOL} -m ${machine} -D ${target}.dll -d ${PROJECT_SOURCE_DIR}/${exports} -l ${library})
  add_custom_target(${target}_import_library ALL DEPENDS ${library})
  install(FILES ${library} ${exports} DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

# wmikit_shared_library(TARGET EXPORTS DESCRIPTION)
#
# EXPORTS is a module-definition file. Elsewhere than on Windows what is exported stands in the headers.
function(wmikit_shared_library target exports description)
  set_target_properties(${target} PROPERTIES
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  )
  if(NOT WIN32)
    # The one finds the other beside it, also before it is installed: a path of the build would change the bytes.
    set_target_properties(${target} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH $ORIGIN)
    # nodelete: a worker may still be in a call, and each thread's end still frees its last error, after dlclose.
    target_link_options(${target} PRIVATE -Wl,-z,relro,-z,now -Wl,-z,nodelete -Wl,--no-undefined)
    if(target STREQUAL wmikit_mock)
      # Its copies of what the library exports stay its own.
      file(WRITE ${PROJECT_BINARY_DIR}/${target}.map "{ global: wmi_mock_*; local: *; };\n")
      target_link_options(${target} PRIVATE -Wl,--version-script=${PROJECT_BINARY_DIR}/${target}.map)
    endif()
    return()
  endif()

  string(REPLACE "." "," version ${PROJECT_VERSION})
  set(file_name ${target}.dll)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/version.rc.in ${PROJECT_BINARY_DIR}/${target}.rc @ONLY)
  target_sources(${target} PRIVATE ${exports} ${PROJECT_BINARY_DIR}/${target}.rc)
  set_target_properties(${target} PROPERTIES PREFIX "") # wmikit.dll; the import library stays libwmikit.dll.a
  if(MSVC)
    return() # its linker has these protections, and its C library is Windows' own or chosen by the user
  endif()
  target_link_options(${target} PRIVATE
    -fstack-protector-strong
    -static # nothing of the compiler's is to be looked for at run time
    $<$<CONFIG:Release,MinSizeRel>:-s> # names of functions are for debuggers
    -Wl,--no-insert-timestamp
    -Wl,--dynamicbase -Wl,--nxcompat
  )
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    target_link_options(${target} PRIVATE -Wl,--high-entropy-va)
  endif()
  wmikit_import_library(${target} ${exports})
endfunction()
