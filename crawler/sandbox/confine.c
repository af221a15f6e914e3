/* SPDX-License-Identifier: ISC */
/* Limits, Landlock, seccomp: in this order, since each forbids the next. */
#define _GNU_SOURCE /* syscall */
#include "crawler/sandbox/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "store/base/log.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CONFINE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CONFINE_SANITIZED 1
#endif
#endif
#ifndef CONFINE_SANITIZED
#define CONFINE_SANITIZED 0
#endif

static void
limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
	struct rlimit r = { .rlim_cur = soft, .rlim_max = hard };

	if (setrlimit(what, &r) != 0)
		(void)log_sys("parser: limit %d", (int)what);
}

/* No file can be opened any more, whatever its path. */
static void
close_files(void)
{
	struct landlock_ruleset_attr all = {
		.handled_access_fs =
		    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
		    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
		    LANDLOCK_ACCESS_FS_REMOVE_DIR |
		    LANDLOCK_ACCESS_FS_REMOVE_FILE |
		    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR,
	};
	long fd = syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);

	if (fd < 0) {
		log_debug("parser: landlock: %s (seccomp alone confines it)",
		    strerror(errno));
		return;
	}
	if (syscall(SYS_landlock_restrict_self, (int)fd, 0) != 0)
		(void)log_sys("parser: landlock");
	close((int)fd);
}

/* What computing, one socket and the allocator need; all else kills. */
static const int allowed[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(close),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(fallocate),
	SCMP_SYS(fstat),
	SCMP_SYS(futex),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getrusage),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(madvise),
	SCMP_SYS(mmap),
	SCMP_SYS(mprotect),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(newfstatat),
	SCMP_SYS(prlimit64),
	SCMP_SYS(read),
	SCMP_SYS(recvfrom),
	SCMP_SYS(recvmsg),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sendmsg),
	SCMP_SYS(sendto),
	SCMP_SYS(sysinfo), /* glibc asks it how large a qsort may be */
	SCMP_SYS(setrlimit),
	SCMP_SYS(tgkill),
	SCMP_SYS(time),
	SCMP_SYS(write),
};

/* Asked for by libraries that live without: refused, not killed for. */
static const int refused[] = {
	SCMP_SYS(access),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(readlink),
	SCMP_SYS(stat),
	SCMP_SYS(ioctl),
};

static enum err
forbid_calls(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc = f == NULL ? -ENOMEM : 0;

	for (size_t i = 0; rc == 0 && i < NELEM(allowed); i++)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; rc == 0 && i < NELEM(refused); i++)
		rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
	if (rc == 0)
		rc = seccomp_load(f);
	if (f != NULL)
		seccomp_release(f);
	if (rc != 0) {
		errno = -rc;
		return log_sys("parser: seccomp");
	}
	return ERR_OK;
}

enum err
confine_self(void)
{
	if (CONFINE_SANITIZED)
		return ERR_OK;
	limit(RLIMIT_AS, CONFINE_MEMORY_MAX, CONFINE_MEMORY_MAX);
	limit(RLIMIT_CORE, 0, 0);
	limit(RLIMIT_FSIZE, CONFINE_MEMORY_MAX, CONFINE_MEMORY_MAX);
	limit(RLIMIT_NPROC, 0, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return log_sys("parser: no_new_privs");
	close_files();
	return forbid_calls();
}

void
confine_renew_cpu(void)
{
	static time_t renewed = -1; /* the CPU second of the limit set last */
	struct timespec used;
	struct rlimit r;

	if (CONFINE_SANITIZED ||
	    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0 ||
	    used.tv_sec == renewed || getrlimit(RLIMIT_CPU, &r) != 0)
		return;
	r.rlim_cur = (rlim_t)used.tv_sec + CONFINE_CPU_S;
	if (setrlimit(RLIMIT_CPU, &r) == 0)
		renewed = used.tv_sec;
}
