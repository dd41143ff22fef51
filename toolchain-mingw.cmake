# SPDX-License-Identifier: MIT
#
# Cross-compiles for Windows with MinGW-w64, and runs the result under Wine:
#
#   cmake -DCMAKE_TOOLCHAIN_FILE=toolchain-mingw.cmake [-DWMIKIT_MINGW_ARCH=i686] [-DWMIKIT_MINGW_UCRT=ON] ...

set(WMIKIT_MINGW_ARCH x86_64 CACHE STRING "What to compile for: x86_64 or i686")
set_property(CACHE WMIKIT_MINGW_ARCH PROPERTY STRINGS x86_64 i686)
option(WMIKIT_MINGW_UCRT "Use the universal C runtime (Windows 10 and later) instead of msvcrt.dll" OFF)
# CMake's own trial compilations read this file anew, and without the cache.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WMIKIT_MINGW_ARCH WMIKIT_MINGW_UCRT)

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${WMIKIT_MINGW_ARCH})
set(triple ${WMIKIT_MINGW_ARCH}-w64-mingw32)
if(WMIKIT_MINGW_UCRT)
  string(APPEND triple ucrt)
endif()

# Debian has a compiler for each thread model. That of Windows needs no winpthread.
find_program(CMAKE_C_COMPILER NAMES ${triple}-gcc-win32 ${triple}-gcc REQUIRED)
find_program(CMAKE_RC_COMPILER NAMES ${triple}-windres)

# Headers and libraries come from the target alone, tools from this system, packages from wherever a user
# has put them.
set(CMAKE_FIND_ROOT_PATH /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)

set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/cmake/wine.sh)
