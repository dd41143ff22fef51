/* SPDX-License-Identifier: MIT */
/*
 * What is precompiled for the sources of this project, by MinGW-w64: <wmikit/com.h>, without those of Windows' headers
 * that no source here uses. A precompiled header is read as a whole for each source, so half its size is half the time.
 *
 * A header is skipped by the macro that guards it. Where a guard has another name, the header is read, and only time is
 * lost.
 */

/* Vector instructions: <winnt.h> includes them all. */
#define _X86INTRIN_H_INCLUDED
/* Drawing: <wingdi.h>. */
#define NOGDI
/* What the headers of OLE and WMI include beside. */
#define __dispex_h__
#define __msxml_h__
#define __ocidl_h__
#define __urlmon_h__
#define __wbemdisp_h__
#define __wbemtran_h__

typedef struct IBindStatusCallback IBindStatusCallback; /* <objbase.h> has its name from <urlmon.h> */

#include <wmikit/com.h>
