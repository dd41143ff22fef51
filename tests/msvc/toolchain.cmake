# SPDX-License-Identifier: MIT
#
# Compiles as Microsoft's compiler would, by clang in the part of clang-cl, with MinGW-w64's headers. It makes objects and
# static libraries; tests/msvc/run.sh links programs.

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# clang looks at the name by which it is called.
set(root ${CMAKE_CURRENT_LIST_DIR}/../..)
set(CMAKE_C_COMPILER ${root}/build/msvc/bin/clang-cl)
set(CMAKE_C_COMPILER_TARGET x86_64-pc-windows-msvc)
set(CMAKE_AR ${root}/build/msvc/bin/llvm-lib)
set(CMAKE_LINKER ${root}/build/msvc/bin/lld-link)

# /GS-: what it calls is in Microsoft's C library. Older versions of its compiler have no <stdatomic.h>.
set(CMAKE_C_FLAGS_INIT "-imsvc${CMAKE_CURRENT_LIST_DIR}/include -imsvc/usr/x86_64-w64-mingw32/include /GS- -D__STDC_NO_ATOMICS__")
