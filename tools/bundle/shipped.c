/* SPDX-License-Identifier: ISC */
/* Files of this folder as bytes of the program: they stay files that an editor,
 * a shell and a reader of the source understand. Paths are from the root of the
 * tree, where make runs. */
#include "tools/bundle/shipped.h"

#define SHIPPED(symbol, path)                                                  \
	__asm__(".section .rodata\n"                                           \
		".global " #symbol "\n"                                        \
		".type " #symbol ", %object\n" #symbol ":\n"                   \
		".incbin \"" path "\"\n"                                       \
		".byte 0\n"                                                    \
		".size " #symbol ", . - " #symbol "\n"                         \
		".previous\n")

SHIPPED(shipped_verifier, "tools/bundle/verifier.sh");
SHIPPED(shipped_verifier_html, "tools/bundle/verifier.html");
SHIPPED(shipped_readme, "tools/bundle/README.txt");
SHIPPED(shipped_lisezmoi, "tools/bundle/LISEZMOI.txt");
SHIPPED(shipped_declaration, "tools/bundle/declaration-902.txt");
SHIPPED(shipped_notice_dsa, "tools/bundle/notice-dsa16.txt");
