/* SPDX-License-Identifier: MIT */
/* A row with the column `Server` before its own. */
#ifndef TOOL_SERVER_ROW_H
#define TOOL_SERVER_ROW_H

#include "names.h"
#include "row.h"

#define SERVER_COLUMN "Server"

typedef struct server_row {
    property_row shown; /* its values are those of the row that it is made of */
    char **names;
} server_row;

/* Borrows the row, its names and values, and the server's name. Clear it in every case. */
outcome server_row_make(server_row *into, const property_row *from, const char *server);
void server_row_clear(server_row *gone);

/* The columns of such rows when the user chose some; none for none. False when there is no memory. */
bool server_columns(selection *columns, const selection *chosen);

#endif
