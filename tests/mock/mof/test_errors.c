/* SPDX-License-Identifier: MIT */
/* What the mock's MOF reader refuses: each with its code, its line and column, and a word of the message. */
#include "support/mof_support.h"

#include <stdio.h>
#include <stdlib.h>

static const struct error_case {
    const char *name, *mof;
    HRESULT code;
    unsigned line, column;
    const char *word;
} errors[] = {
    /* --- The text as such --- */
    { "not UTF-8", "class T {}; // \xC3\xA4\n \xE4", (HRESULT)WBEM_E_INVALID_SYNTAX, 2, 2, "0xE4" },
    { "UTF-8 cut at the end", "class T {}; \xE2\x82", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 13, "0xE2" },
    { "a comment without an end", "class T {};\n  /* and so on", (HRESULT)WBEM_E_INVALID_SYNTAX, 2, 3,
      "closed" },
    { "a character without a meaning", "class T { % };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 11, "%" },
    { "a control character", "class T { \x01 };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 11, "?" },
    { "a slash alone", "/ class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 1, "/" },
    { "columns count characters", "/*\xC3\xA4\xF0\x9F\x98\x80*/ @", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 8,
      "@" },
    { "columns behind a byte order mark", "\xEF\xBB\xBF@", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 1, "@" },
    { "lines end with CR LF too", "class T\r\n{}\r\n;;", (HRESULT)WBEM_E_INVALID_SYNTAX, 3, 2, "class" },
    { "behind a colon", "class T : @", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 11, "@" },
    { "behind a qualifier's colon", "[key: @] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 7, "@" },
    { "behind as", "class T {}; instance of T as @", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 30, "@" },
    { "behind a pragma's name", "#pragma other @", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 15, "@" },
    { "no parenthesis behind namespace", "#pragma namespace \"x\"", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 19,
      "'('" },
    /* --- Literals --- */
    { "a text without an end", "class T { string V =\n\"abc; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 2, 1,
      "closed" },
    { "a text over two lines", "class T { string V = \"ab\nc\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "line" },
    { "an unknown escape", "class T { string V = \"ab\\q\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 25,
      "escape" },
    { "a backslash at the end", "class T { string V = \"ab\\", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 25,
      "escape" },
    { "\\x without digits", "class T { string V = \"\\xg\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23,
      "hexa" },
    { "a NUL in a text", "class T { string V = \"\\x0\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23, "0" },
    { "half a surrogate pair", "class T { string V = \"\\xD83D\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23,
      "surrogate" },
    { "the other half", "class T { string V = \"\\xDE00\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23,
      "surrogate" },
    { "a wrong pair", "class T { string V = \"\\xD83D\\x41\"; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 23,
      "surrogate" },
    { "an empty character", "class T { char16 V = ''; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "character" },
    { "two characters", "class T { char16 V = 'ab'; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22, "closed" },
    { "a character without an end", "class T { char16 V = 'a", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "closed" },
    { "a character beyond 16 bits", "class T { char16 V = '\xF0\x9F\x98\x80'; };",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22, "char16" },
    { "a wrong number", "class T { uint32 V = 12a; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22, "12a" },
    { "a wrong octal number", "class T { uint32 V = 089; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22, "089" },
    { "a wrong binary number", "class T { uint32 V = 102b; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "102b" },
    { "0x alone", "class T { uint32 V = 0x; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22, "0x" },
    { "an exponent without digits", "class T { real64 V = 1.5e; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "1.5e" },
    { "two points", "class T { real64 V = 1.2.3; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22, "1.2.3" },
    { "more than 64 bits", "class T { uint64 V = 18446744073709551616; };",
      (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22, "64 bits" },
    { "a real too large", "class T { real64 V = 1e999; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "1e999" },
    { "a dollar alone", "instance of T as $ {};", (HRESULT)WBEM_E_INVALID_CLASS, 1, 13, "T" },
    { "a dollar without a name", "$ ", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 1, "alias" },
    /* --- Values of the wrong type or size --- */
    { "uint8 too large", "class T { uint8 V = 256; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 21, "256" },
    { "uint8 negative", "class T { uint8 V = -1; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 21, "uint8" },
    { "sint8 too low", "class T { sint8 V = -129; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 21, "sint8" },
    { "sint16 too large", "class T { sint16 V = 32768; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "sint16" },
    { "uint16 too large", "class T { uint16 V = 65536; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "uint16" },
    { "sint32 too large", "class T { sint32 V = 2147483648; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "sint32" },
    { "uint32 too large", "class T { uint32 V = 4294967296; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "uint32" },
    { "sint64 too large", "class T { sint64 V = 9223372036854775808; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE,
      1, 22, "sint64" },
    { "sint64 too low", "class T { sint64 V = -9223372036854775809; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE,
      1, 22, "sint64" },
    { "uint64 too large as text", "class T { uint64 V = \"18446744073709551616\"; };",
      (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22, "uint64" },
    { "uint64 as any text", "class T { uint64 V = \"1x\"; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22,
      "uint64" },
    { "real32 too large", "class T { real32 V = 1e39; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "real32" },
    { "char16 too large", "class T { char16 V = 65536; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 22,
      "char16" },
    { "a text for a number", "class T { uint32 V = \"1\"; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22,
      "uint32" },
    { "a number for a text", "class T { string V = 1; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22, "string" },
    { "a real for an integer", "class T { uint32 V = 1.0; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22, "1.0" },
    { "a text for a real", "class T { real32 V = \"1\"; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22, "real32" },
    { "a number for a boolean", "class T { boolean V = 1; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 23,
      "boolean" },
    { "a text for a character", "class T { char16 V = \"x\"; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22,
      "char16" },
    { "a wrong datetime", "class T { datetime V = \"20241301000000.000000+000\"; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 24, "datetime" },
    { "a datetime of 24 characters", "class T { datetime V = \"2024010100000.000000+000\"; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 24, "datetime" },
    { "a datetime with asterisks before digits", "class T { datetime V = \"20240101000000.***128+000\"; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 24, "datetime" },
    { "a datetime on February 30", "class T { datetime V = \"20240230000000.000000-000\"; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 24, "datetime" },
    { "a wrong datetime among others", "class T { datetime V[] = {\"20180911124613.128***+060\", \"x\"}; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 56, "datetime" },
    { "a number for a datetime", "class T { datetime V = 5; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 24,
      "datetime" },
    { "a number for a reference", "class T { T ref V = 5; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 21,
      "reference" },
    { "a text for an object", "class T { object V = \"x\"; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22,
      "object" },
    { "a name for a number", "class T { uint32 V = x; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 22, "'x'" },
    { "an alias for a text", "class T as $a {}; class U { string V = $a; };", (HRESULT)WBEM_E_TYPE_MISMATCH,
      1, 40, "$a" },
    { "a scalar for an array", "class T { uint32 V[] = 1; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 24, "'{'" },
    { "an array for a scalar", "class T { uint32 V = {1}; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 22,
      "value" },
    { "NULL in an array", "class T { uint32 V[] = {1,NULL}; };", (HRESULT)WBEM_E_ILLEGAL_NULL, 1, 27,
      "NULL" },
    { "an array in an array", "class T { uint32 V[] = {{1}}; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 25,
      "value" },
    { "a comma at an array's end", "class T { uint32 V[] = {1,}; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 27,
      "value" },
    { "no comma in an array", "class T { uint32 V[] = {1 2}; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 27,
      "','" },
    { "a wrong element", "class T { uint8 V[] = {1,\n  256}; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 2, 3,
      "256" },
    { "a wrong text among texts", "class T { string V[] = {\"a\",5}; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 1,
      29, "5" },
    /* --- Qualifiers --- */
    { "a qualifier without a name", "[] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 2, "qualifier" },
    { "a comma at the list's end", "[a,] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 4, "qualifier" },
    { "a list without an end", "[a class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 4, "']'" },
    { "a qualifier twice", "[a, b, A] class T {};", (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 8, "'A'" },
    { "a qualifier without a value", "[a()] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 4, "value" },
    { "a value without an end", "[a(1] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 5, "')'" },
    { "values of two types", "[a{1,\"x\"}] class T {};", (HRESULT)WBEM_E_TYPE_MISMATCH, 1, 6, "sint32" },
    { "a flavor without a name", "[a :] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 5, "flavor" },
    { "an unknown flavor", "[a : ToNowhere] class T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 6, "ToNowhere" },
    { "an override of a qualifier by another array",
      "class T { [q{\"a\", \"b\"} : ToSubclass DisableOverride] string V; };\nclass U : T { [q{\"a\", "
      "\"c\"}] string V; };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 36, "'V'" },
    { "an override of a qualifier by a longer array",
      "class T { [q{\"a\", \"b\"} : ToSubclass DisableOverride] string V; };\nclass U : T { [q{\"a\", \"b\", "
      "\"c\"}] string V; };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 41, "'V'" },
    { "an override of a qualifier by NULL for an array",
      "class T { [q{\"a\", \"b\"} : ToSubclass DisableOverride] string V; };\nclass U : T { [q(NULL)] string "
      "V; };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 32, "'V'" },
    { "a fixed qualifier overridden",
      "class T { [q(1) : ToSubclass DisableOverride] string V; };\nclass U : T { [q(2)] string V; };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 29, "'V'" },
    { "a class's fixed qualifier overridden",
      "[q(\"a\") : ToSubclass DisableOverride] class T {};\n[q(\"b\")] class U : T {};",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 16, "'U'" },
    { "a method's fixed qualifier overridden",
      "class T { [q : ToSubclass DisableOverride] void M(); }; class U : T { [q(false)] void M(); };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 1, 87, "'M'" },
    { "a key no more", "class T { [key] string V; };\nclass U : T { [key(false)] string V; };",
      (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, 2, 35, "'V'" },
    { "qualifiers for nothing", "[a]", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 4, "ends" },
    { "qualifiers before a qualifier", "[a] qualifier b : boolean;", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 5,
      "class" },
    { "a qualifier declaration without an end", "qualifier b : boolean", (HRESULT)WBEM_E_INVALID_SYNTAX, 1,
      22, "';'" },
    /* --- Classes --- */
    { "neither class nor instance", "struct T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 1, "struct" },
    { "a class without a name", "class {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 7, "name" },
    { "a class with a text for a name", "class \"T\" {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 7, "a string" },
    { "a class without a body", "class T;", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 8, "'{'" },
    { "a class without an end", "class T { string V;", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20, "ends" },
    { "a class without a semicolon", "class T {}\nclass U {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 2, 1, "';'" },
    { "a system class again", "class __Namespace {};", (HRESULT)WBEM_E_INVALID_SUPERCLASS, 1, 7,
      "__Namespace" },
    { "a system class changed (unknown on Windows)", "class __Event : __IndicationRelated {};",
      (HRESULT)WBEM_E_INVALID_OPERATION, 1, 7, "system class" },
    { "no such superclass", "class T :\n Nope {};", (HRESULT)WBEM_E_INVALID_SUPERCLASS, 2, 2, "'Nope'" },
    { "its own superclass", "class T : T {};", (HRESULT)WBEM_E_INVALID_SUPERCLASS, 1, 11, "'T'" },
    { "a superclass without a name", "class T : {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 11, "superclass" },
    { "a singleton with a key", "[singleton] class T { [key] string V; };",
      (HRESULT)WBEM_E_CANNOT_BE_SINGLETON, 1, 19, "'T'" },
    { "a property without a type", "class T { V; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 12, "name" },
    { "a property without a name", "class T { uint32; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 17, "name" },
    { "a property without a semicolon", "class T { uint32 V }; ", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20,
      "';'" },
    { "a property of void", "class T { void V; };", (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE, 1, 16, "'V'" },
    { "a property twice", "class T { uint32 V; string v; };", (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 28, "'v'" },
    { "an override twice", "class T { uint32 V; }; class U : T { uint32 V; uint32 V; };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 55, "'V'" },
    { "an override of another type", "class T { uint32 V; };\nclass U : T { sint32 V; };",
      (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH, 2, 22, "'V'" },
    { "an override by an array", "class T { uint32 V; };\nclass U : T { uint32 V[]; };",
      (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH, 2, 22, "'V'" },
    { "an array without an end", "class T { uint32 V[; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20, "']'" },
    { "an array of size 0", "class T { uint32 V[0]; };", (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 20, "'0'" },
    { "object: without a class", "class T { object: = 1; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 19,
      "class" },
    { "an array as a key", "class T { [key] uint32 V[]; };", (HRESULT)WBEM_E_CANNOT_BE_KEY, 1, 24, "'V'" },
    { "a real as a key", "class T { [key] real32 V; };", (HRESULT)WBEM_E_CANNOT_BE_KEY, 1, 24, "'V'" },
    { "a type that is none", "class T { unit32 V; };", (HRESULT)WBEM_E_INVALID_CLASS, 1, 11, "'unit32'" },
    { "a type that is none, in a line of its own", "class T {\n  uint8 A;\n  sting B;\n};",
      (HRESULT)WBEM_E_INVALID_CLASS, 3, 3, "'sting'" },
    { "an array of a type that is none", "class T { T A; Nope V[]; };", (HRESULT)WBEM_E_INVALID_CLASS, 1, 16,
      "'Nope'" },
    { "a class declared below", "class T { U V; }; class U {};", (HRESULT)WBEM_E_INVALID_CLASS, 1, 11,
      "'U'" },
    { "object: of a class that is not there", "class T { object:Nope V; };", (HRESULT)WBEM_E_INVALID_CLASS, 1,
      18, "'Nope'" },
    { "a CIMTYPE of a class that is not there", "class T { [CIMTYPE(\"object:Nope\")] object V; };",
      (HRESULT)WBEM_E_INVALID_CLASS, 1, 43, "'Nope'" },
    { "a CIMTYPE of a type", "class T { [CIMTYPE(\"ref:uint8\")] object ref V; };",
      (HRESULT)WBEM_E_INVALID_CLASS, 1, 45, "'uint8'" },
    { "a class with a type's name", "class String { };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 7, "'String'" },
    { "a parameter's type that is none", "class T { void M(Nope V); };", (HRESULT)WBEM_E_INVALID_CLASS, 1, 18,
      "'Nope'" },
    { "a result's type that is none", "class T { Nope M(); };", (HRESULT)WBEM_E_INVALID_CLASS, 1, 11,
      "'Nope'" },
    { "an object as a key", "class T { [key] object V; };", (HRESULT)WBEM_E_CANNOT_BE_KEY, 1, 24, "'V'" },
    { "one more key in a subclass", "class T { [key] uint32 V; };\nclass U : T { [key] uint32 W; };",
      (HRESULT)WBEM_E_CANNOT_BE_KEY, 2, 28, "'W'" },
    /* --- Methods --- */
    { "a method twice", "class T { void M(); void m(); };", (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 26, "'m'" },
    { "a parameter twice", "class T { void M([in] string A, [in] string a); };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 45, "'a'" },
    { "an out-parameter twice", "class T { void M([out] string A, [in, out] string A); };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 51, "'A'" },
    { "a parameter of void", "class T { void M([in] void A); };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 28,
      "void" },
    { "a parameter without a name", "class T { void M([in] string); };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1,
      29, "name" },
    { "a comma at the parameters' end", "class T { void M([in] string A,); };",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 32, "type" },
    { "parameters without an end", "class T { void M([in] string A; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 1,
      31, "')'" },
    { "a method without a semicolon", "class T { void M() }", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 20, "';'" },
    { "a parameter named ReturnValue", "class T { uint32 M([out] uint32 ReturnValue); };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 18, "'M'" },
    { "a parameter's wrong default", "class T { void M([in] uint8 A = 300); };",
      (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, 1, 33, "300" },
    /* --- Instances --- */
    { "an instance without of", "instance T {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 10, "'of'" },
    { "an instance of no class", "instance of\n\tNope {};", (HRESULT)WBEM_E_INVALID_CLASS, 2, 2, "'Nope'" },
    { "an instance of nothing", "instance of {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 13, "class" },
    { "an instance of an abstract class", "[abstract] class T {}; instance of T {};",
      (HRESULT)WBEM_E_ILLEGAL_OPERATION, 1, 36, "abstract" },
    { "an instance without a semicolon", "class T {}; instance of T {}", (HRESULT)WBEM_E_INVALID_SYNTAX, 1,
      29, "';'" },
    { "an instance without an end", "class T {}; instance of T {", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 28,
      "ends" },
    { "no such property", "class T { uint32 V; };\ninstance of T { V = 1;\n  W = 2; };",
      (HRESULT)WBEM_E_INVALID_PROPERTY, 3, 3, "'W'" },
    { "a property given twice", "class T { uint32 V; };\ninstance of T { V = 1; v = 2; };",
      (HRESULT)WBEM_E_ALREADY_EXISTS, 2, 24, "'v'" },
    { "a property without a value", "class T { uint32 V; }; instance of T { V; };",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 41, "'='" },
    { "a property with half a value", "class T { uint32 V; }; instance of T { V = ; };",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 44, "value" },
    { "an assignment without a semicolon", "class T { uint32 V; }; instance of T { V = 1 }; ",
      (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 46, "';'" },
    { "a value of the wrong type", "class T { uint32 V; };\ninstance of T { V =\n  \"x\"; };",
      (HRESULT)WBEM_E_TYPE_MISMATCH, 3, 3, "uint32" },
    { "no key", "class T { [key] uint32 V; };\ninstance of T {};", (HRESULT)WBEM_E_ILLEGAL_NULL, 2, 13,
      "'V'" },
    { "a NULL key",
      "class T { [key] uint32 V; [key] string W = \"w\"; };\ninstance of T { V = 1; W = NULL; };",
      (HRESULT)WBEM_E_ILLEGAL_NULL, 2, 13, "'W'" },
    { "an inherited key without a value", "class T { [key] uint32 V; }; class U : T {};\ninstance of U {};",
      (HRESULT)WBEM_E_ILLEGAL_NULL, 2, 13, "'V'" },
    /* --- Aliases, pragmas, embedded instances --- */
    { "an unknown alias", "class T { T ref V; };\ninstance of T { V = $Nope; };", (HRESULT)WBEM_E_NOT_FOUND,
      2, 21, "$Nope" },
    { "an alias of what has no path",
      "class T { T ref V; };\ninstance of T as $a {};\ninstance of T { V = $a; };", (HRESULT)WBEM_E_NO_KEY, 3,
      21, "$a" },
    { "an alias of itself", "class T { [key] uint32 K; T ref V; };\ninstance of T as $a { K = 1; V = $a; };",
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE, 2, 34, "$a" },
    { "an alias twice", "class T as $a {}; class U as $A {};", (HRESULT)WBEM_E_ALREADY_EXISTS, 1, 30, "$A" },
    { "as what", "class T as a {};", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 12, "alias" },
    { "no such directive", "#line 5", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 2, "pragma" },
    { "a pragma without a name", "#pragma", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 8, "pragma" },
    { "a pragma without an end", "#pragma locale(\"x\"", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 19, "')'" },
    { "an include where none can be read", "#pragma include(\"x.mof\")", (HRESULT)WBEM_E_NOT_SUPPORTED, 1, 17,
      "include" },
    { "an include without a name", "#pragma include(x)", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 17, "file" },
    { "an include of nothing", "#include \"\"", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 10, "file" },
    { "an include without an end", "#include (\"x.mof\"", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 18, "')'" },
    { "a NUL written as UTF-16", "c", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 1, "UTF-16" },
    { "a namespace without a path", "#pragma namespace(x)", (HRESULT)WBEM_E_INVALID_SYNTAX, 1, 19, "path" },
    { "a namespace that is none", "#pragma namespace(\"cimv2\")", (HRESULT)WBEM_E_INVALID_NAMESPACE, 1, 19,
      "cimv2" },
    { "a server without a namespace", "#pragma namespace(\"\\\\\\\\.\")", (HRESULT)WBEM_E_INVALID_NAMESPACE,
      1, 19, "namespace" },
    { "an embedded instance", "class T { object V; };\ninstance of T { V = instance of T {}; };",
      (HRESULT)WBEM_E_NOT_SUPPORTED, 2, 21, "embedded" },
};

static void refuses_text(void **state)
{
    const struct error_case *row = *state;
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;
    HRESULT hr;

    assert_non_null(repository);
    hr = wmi_mock__mof_read(repository, "root\\test", row->mof, &error);
    if (hr != row->code || error.line != row->line || error.column != row->column ||
        strstr(error.message, row->word) == NULL) {
        print_error("is 0x%08lX at %u:%u, '%s';\nnot 0x%08lX at %u:%u, with %s\n",
                    (unsigned long)(uint32_t)hr, error.line, error.column, error.message,
                    (unsigned long)(uint32_t)row->code, row->line, row->column, row->word);
        fail();
    }
    assert_null(wmi_mock__repository_find(repository, "root\\test"));
    assert_int_equal(repository->namespace_count, 1);
    assert_int_equal(repository->namespaces[0]->record_count, 0);
    assert_hr(row->code, wmi_mock__mof_read(repository, "root\\test", row->mof, NULL));
    wmi_mock__repository_free(repository);
}

static void refuses_a_namespace_that_is_none(void **state)
{
    static const char *const paths[] = { "",          "cimv2",     "root\\",    "\\root",
                                         "root\\\\x", "root\\a:b", "root\\a\nb" };
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;

    (void)state;
    assert_non_null(repository);
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        assert_hr(WBEM_E_INVALID_NAMESPACE, wmi_mock__mof_read(repository, paths[i], "", &error));
        assert_int_equal(error.line, 0);
    }
    wmi_mock__repository_free(repository);
}

/* --- All or nothing ----------------------------------------------------------------------------------------- */

static void leaves_no_trace(void **state)
{
    wmi_mock__repository *repository = mof_world("class A { [key] uint32 K; }; instance of A { K = 1; };");
    const size_t classes = mof_space(repository)->classes.count;
    HRESULT why;

    (void)state;
    assert_hr(
        WBEM_E_INVALID_CLASS,
        wmi_mock__mof_read(repository, "root\\test",
                           "class B : A {}; instance of B { K = 2; }; instance of A { K = 3; };\n"
                           "#pragma namespace(\"root\\\\test\\\\below\") class C {}; instance of C {};\n"
                           "#pragma namespace(\"root\\\\test\") instance of Nope {};",
                           NULL));
    assert_int_equal(repository->namespace_count, 2);
    assert_int_equal(mof_space(repository)->classes.count, classes);
    assert_int_equal(mof_space(repository)->record_count, 1);
    assert_null(wmi_mock__namespace_find_class(mof_space(repository), "B"));
    assert_null(wmi_mock__namespace_find_record(mof_space(repository), "A.K=3", &why));
    assert_hr(WBEM_E_NOT_FOUND, why);
    assert_null(wmi_mock__namespace_find_record(mof_space(repository), "__NAMESPACE.Name=\"below\"", &why));
    mof_record(repository, "A.K=1");
    mof_load(repository, "class B : A {}; instance of B { K = 2; }; instance of A { K = 3; };");
    mof_record(repository, "B.K=2");
    mof_record(repository, "A.K=3");
    wmi_mock__repository_free(repository);
}

/* --- Depth and size ----------------------------------------------------------------------------------------- */

/* A text with a part that comes again and again. The caller frees it. */
static char *repeated(const char *head, const char *part, size_t times, const char *tail)
{
    size_t length = strlen(part);
    char *text = malloc(strlen(head) + length * times + strlen(tail) + 1);
    char *at = text;

    assert_non_null(text);
    at += sprintf(at, "%s", head);
    for (size_t i = 0; i < times; i++)
        at += sprintf(at, "%s", part);
    sprintf(at, "%s", tail);
    return text;
}

static void bounds_the_depth_of_embedded_instances(void **state)
{
    char *mof = repeated("class T { T V; }; instance of T { V = ", "instance of T { V = ", 100000, "");
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;
    size_t live = 0;

    (void)state;
    assert_hr(WBEM_E_INVALID_SYNTAX,
              wmi_mock__mof_read_with(repository, "root\\test", mof, mof_embed, &live, &error));
    assert_non_null(strstr(error.message, "deep"));
    assert_int_equal(live, 0);
    wmi_mock__repository_free(repository);
    free(mof);
}

static void refuses_embedded_instances_of_the_wrong_class(void **state)
{
    static const char head[] = "class P {}; class T { [key] uint32 K; P V; P W[]; };\n";
    static const struct {
        const char *tail;
        HRESULT code;
        unsigned column;
    } cases[] = {
        { "instance of T { K = 1; V = instance of T {}; };", (HRESULT)WBEM_E_TYPE_MISMATCH, 40 },
        { "instance of T { W = { instance of P {}, instance of T {} }; };", (HRESULT)WBEM_E_TYPE_MISMATCH,
          53 },
        { "instance of T { V = instance of P as $a {}; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 35 },
        { "instance of T { W = { instance of P {}, instance of P { X = 1; } }; };",
          (HRESULT)WBEM_E_INVALID_PROPERTY, 57 },
        { "instance of T { V = instance of P {} W = 1; };", (HRESULT)WBEM_E_INVALID_SYNTAX, 38 },
    };
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;
    size_t live = 0;
    char mof[256];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        snprintf(mof, sizeof mof, "%s%s", head, cases[i].tail);
        assert_hr(cases[i].code,
                  wmi_mock__mof_read_with(repository, "root\\test", mof, mof_embed, &live, &error));
        assert_int_equal(error.line, 2);
        assert_int_equal(error.column, cases[i].column);
        assert_int_equal(live, 0);
    }
    wmi_mock__repository_free(repository);
}

static void bounds_the_number_of_properties(void **state)
{
    wmi_mock__repository *repository = wmi_mock__repository_create();
    char *mof = malloc((size_t)64 * (WMI_MOCK__MAX_PROPERTIES + 2));
    wmi_mock__mof_error error;
    char *at = mof;

    (void)state;
    assert_non_null(mof);
    at += sprintf(at, "class T {\n");
    for (unsigned i = 0; i <= WMI_MOCK__MAX_PROPERTIES; i++)
        at += sprintf(at, "uint8 V%u;\n", i);
    sprintf(at, "};");
    assert_hr(WBEM_E_TOO_MANY_PROPERTIES, wmi_mock__mof_read(repository, "root", mof, &error));
    assert_int_equal(error.line, WMI_MOCK__MAX_PROPERTIES + 2);
    wmi_mock__repository_free(repository);
    free(mof);
}

static void keeps_long_names_out_of_the_message(void **state)
{
    char *mof = repeated("class T { uint32 V", "\xE2\x82\xAC", 500, "; void });");
    wmi_mock__repository *repository = wmi_mock__repository_create();
    wmi_mock__mof_error error;

    (void)state;
    assert_hr(WBEM_E_INVALID_SYNTAX, wmi_mock__mof_read(repository, "root", mof, &error));
    free(mof);
    mof = repeated("class C : ", "\xE2\x82\xAC", 500, " {};");
    assert_hr(WBEM_E_INVALID_SUPERCLASS, wmi_mock__mof_read(repository, "root", mof, &error));
    assert_true(strlen(error.message) < sizeof error.message);
    assert_null(strstr(error.message, "\xE2\x82'"));
    wmi_mock__repository_free(repository);
    free(mof);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(refuses_a_namespace_that_is_none),
        cmocka_unit_test(leaves_no_trace),
        cmocka_unit_test(bounds_the_depth_of_embedded_instances),
        cmocka_unit_test(refuses_embedded_instances_of_the_wrong_class),
        cmocka_unit_test(bounds_the_number_of_properties),
        cmocka_unit_test(keeps_long_names_out_of_the_message),
    };
    static struct CMUnitTest tests[COUNT_OF(errors) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(errors); i++)
        tests[count++] = ROW_TEST(&errors[i], refuses_text);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
