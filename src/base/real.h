/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_BASE_REAL_H
#define WMIKIT_SRC_BASE_REAL_H

#include <stdbool.h>

/* "-1.7976931348623157e+308" and the NUL. */
#define WMI__REAL_TEXT_SIZE 25

/*
 * Writes a number with the fewest digits that convert back to the same double, or to the same float if it is a
 * `single`; if there are several, the nearest. The form is that of printf's %g, with a point in every locale.
 */
void wmi__real_text(double number, bool single, char text[WMI__REAL_TEXT_SIZE]);

#endif
