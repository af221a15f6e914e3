/* SPDX-License-Identifier: ISC */
/* crawler/machine: this machine and its clock, as far as a finding rests on
 * them.
 *
 * What the machine and the program are, as far as a record may say: nothing
 * that names a person (EVIDENCE.md 1.3). Each writes members of an object. */
#ifndef CRAWLER_MACHINE_MACHINE_H
#define CRAWLER_MACHINE_MACHINE_H

#include "store/base/jout.h"

/* "tool", "machine", "clock", "access", "hosts_file". */
void machine_members(struct jout *j);
/* "clock": the kernel's own account of it. */
void machine_clock(struct jout *j);

#endif
