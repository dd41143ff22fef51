/* SPDX-License-Identifier: MIT */
/* The bytes of a MOF text as UTF-8, whatever encoding their byte order mark names. */
#ifndef WMIKIT_SRC_MOCK_MOF_SOURCE_H
#define WMIKIT_SRC_MOCK_MOF_SOURCE_H

#include "mock/mof/lexer.h"

/*
 * Points the lexer, which has its error, file and place already, to the text without its mark. `bytes` has a NUL after
 * its length. UTF-16 with a byte order mark is converted into the lexer's own memory. WBEM_E_INVALID_SYNTAX, with the
 * place, for what is not valid in its encoding, for a NUL, and for an encoding that is not read; E_OUTOFMEMORY.
 */
HRESULT wmi_mock__mof_decode(wmi_mock__mof_lexer *lexer, const char *bytes, size_t length);

#endif
