/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_CLASS_TABLE_H
#define WMIKIT_SRC_OFF_WINDOWS_CLASS_TABLE_H

#include <wmikit/com.h>

/* Revokes the class objects that are registered in an apartment. */
void wmi__class_table_drop(uint64_t apartment);

#endif
