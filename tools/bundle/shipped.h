/* SPDX-License-Identifier: ISC */
/* The files that every bundle carries, as they stand in this folder: the
 * verifier, and the notices with {{PLACES}} to fill in. */
#ifndef TOOLS_BUNDLE_SHIPPED_H
#define TOOLS_BUNDLE_SHIPPED_H

/* Each ends with a NUL. */
extern const char shipped_verifier[], shipped_verifier_html[], shipped_readme[],
    shipped_lisezmoi[], shipped_declaration[], shipped_notice_dsa[];

#endif
