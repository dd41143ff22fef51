# SPDX-License-Identifier: MIT
#
# Reads a header for Doxygen, line by line, so that the numbers of lines stay: in a comment, a code and what it means,
# with two spaces or more between them, or a code alone,
#
#     E_POINTER                 connection is NULL
#     E_OUTOFMEMORY
#
# become a line of their own in the HTML too, and so does what follows at the same place; the pages of Microsoft become
# links.

/\/\*\*/ || /^ \* @[a-z]/ { column = 0 }

/^ \* (@return|    ) +[A-Z_]+_[A-Z0-9_]+( \([A-Z_]+\))?(  +[^ ].*)?$/ && !/^ \*     [^ ]/ {
    match($0, /[A-Z]/)
    column = RSTART
    match($0, /[A-Z_]+_[A-Z0-9_]+( \([A-Z_]+\))?/)
    code = substr($0, RSTART, RLENGTH)
    meaning = substr($0, RSTART + RLENGTH)
    sub(/^ +/, "", meaning)
    $0 = substr($0, 1, column - 1) ($0 ~ /@return/ ? "" : "<br>") "`" code "`" (meaning == "" ? "" : " " meaning)
    written = 1
}

column && !written && !/<br>/ {
    match($0, /^ \* +/)
    if (RLENGTH + 1 == column)
        $0 = substr($0, 1, RLENGTH) "<br>" substr($0, RLENGTH + 1)
}

/\*\// { column = 0 }

{
    gsub(/learn\.microsoft\.com\//, "https://&")
    print
    written = 0
}
