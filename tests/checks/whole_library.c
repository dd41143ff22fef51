/* SPDX-License-Identifier: MIT */
/* A program with all of the library in it, and so with all that the library may import. */
int main(void)
{
    return 0;
}
