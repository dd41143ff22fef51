# SPDX-License-Identifier: MIT
#
# Compiles for 32-bit Linux with the gcc of 64-bit x86. Where the kernel runs no 32-bit programs, qemu-i386 does:
#
#   cmake -DCMAKE_TOOLCHAIN_FILE=toolchain-x86.cmake ...

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)

set(CMAKE_C_COMPILER gcc)
# Debian's gcc-multilib adds a link to the kernel's headers, but shuts out all cross compilers. They lie here.
set(CMAKE_C_FLAGS_INIT "-m32 -idirafter /usr/include/x86_64-linux-gnu")

execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/cmake/runs-32-bit.sh RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  find_program(WMIKIT_QEMU_I386 qemu-i386 REQUIRED)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${WMIKIT_QEMU_I386})
endif()
