/* SPDX-License-Identifier: ISC */
/* What a parser child gives up before it reads a foreign byte: files, network,
 * new processes, memory and time without end. */
#ifndef CRAWLER_SANDBOX_CONFINE_H
#define CRAWLER_SANDBOX_CONFINE_H

#include "store/base/err.h"

enum {
	CONFINE_MEMORY_MAX = 1024 * 1024 * 1024, /* address space, bytes */
/* Processor time for one answer; see SANDBOX_DEADLINE_MS. */
#ifdef VIGIE_INSTRUMENTED
	CONFINE_CPU_S = 120
#else
	CONFINE_CPU_S = 20
#endif
};

/* For the calling process, for ever. Landlock that the kernel does not have is
 * logged once at debug level; seccomp that fails is ERR_SYS. Does nothing in
 * builds with a sanitizer, which needs what is forbidden here. */
enum err confine_self(void) MUST_CHECK;
/* A fresh allowance of CONFINE_CPU_S from now on. */
void confine_renew_cpu(void);

#endif
