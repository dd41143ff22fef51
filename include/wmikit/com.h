/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The COM declarations that WMI is made of: those of Windows, under their Windows names.
 *
 * Not part of wmikit.h: only a program that makes raw COM calls, or reads an IWbemClassObject itself, needs
 * it. String literals are written u"…", which is OLECHAR in C on every system.
 */
#ifndef WMIKIT_COM_H
#define WMIKIT_COM_H

#ifdef _WIN32

#ifndef COBJMACROS
#define COBJMACROS
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <objbase.h>
#include <oleauto.h>
#include <wbemidl.h>

#endif

#endif
