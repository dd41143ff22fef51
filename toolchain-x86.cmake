# SPDX-License-Identifier: MIT
#
# Compiles for 32-bit Linux with the gcc of a 64-bit one. A kernel that does not run 32-bit programs leaves
# them to qemu-i386:
#
#   cmake -DCMAKE_TOOLCHAIN_FILE=toolchain-x86.cmake ...

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)

set(CMAKE_C_COMPILER gcc)
set(CMAKE_C_FLAGS_INIT -m32)

# Its own loader is a 32-bit program that every such system has.
execute_process(COMMAND /lib/ld-linux.so.2 --version RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
if(NOT result EQUAL 0)
  find_program(WMIKIT_QEMU_I386 qemu-i386 REQUIRED)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${WMIKIT_QEMU_I386})
endif()
