/* SPDX-License-Identifier: MIT */
/*
 * Found before the file of this name that all headers of MinGW-w64 begin with: they stand in for those of the Windows
 * SDK where clang compiles as Microsoft's compiler would, and know that mode but for what follows.
 */
#ifndef WMIKIT_TESTS_MSVC_MINGW_H
#define WMIKIT_TESTS_MSVC_MINGW_H

#include_next <_mingw.h>

/* Vector instructions: clang's headers for them need attributes, and MinGW-w64's take the word for those away. */
#define __EMMINTRIN_H
#define __IMMINTRIN_H
#define __MMINTRIN_H
#define __X86INTRIN_H

/* What Microsoft's compiler takes in another place of a declaration. */
#undef __MINGW_ATTRIB_DEPRECATED
#define __MINGW_ATTRIB_DEPRECATED
#undef __MINGW_ATTRIB_DEPRECATED_SEC_WARN
#define __MINGW_ATTRIB_DEPRECATED_SEC_WARN
#undef __MINGW_ATTRIB_NORETURN
#define __MINGW_ATTRIB_NORETURN
#undef __MINGW_NOTHROW
#define __MINGW_NOTHROW

#endif
