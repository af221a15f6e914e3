/* SPDX-License-Identifier: ISC */
/* spend: what a command takes, in processor time and memory.
 *
 *   spend FILE LABEL COMMAND...
 *
 * Runs the command in a process group of its own, as long as it lasts, and
 * appends one line to FILE, separated by tabs:
 *
 *   LABEL  status  wall_s  cpu_s  pss_kb  map_kb  began_ms  seen_s
 *
 * cpu_s is user and system time of the command and of all its descendants, as
 * wait4 gives it: of those that were waited for. seen_s is what /proc showed
 * of the group at the last look, a lower bound: when cpu_s is less, somebody
 * was not waited for. pss_kb is the largest sum of the proportional set sizes
 * of the group, without what is mapped of files called data.mdb, which map_kb
 * counts: those pages are the kernel's cache and go when it wants them back.
 * began_ms is the wall clock at the start. The exit status is the command's. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/mem.h"

enum { LOOK_MS = 25, GROUP_MAX = 64, LINE_SIZE = 4096 };

/* What was seen of the group. */
struct group {
	pid_t id;
	struct one {
		pid_t pid;
		long ticks; /* user and system time so far */
	} one[GROUP_MAX];
	size_t n;
	long pss_kb, map_kb; /* the peaks */
};

/* Adds the process's memory; of its mappings those of data.mdb apart. */
static void
add_memory(const char *pid, long *pss_kb, long *map_kb)
{
	char path[64], line[LINE_SIZE];
	bool is_map = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%.20s/smaps", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, "Pss:", 4) == 0)
			*(is_map ? map_kb : pss_kb) +=
			    strtol(line + 4, NULL, 10);
		else if (isdigit((unsigned char)line[0]) ||
			 islower((unsigned char)line[0]))
			is_map = strstr(line, "/data.mdb") != NULL;
	}
	fclose(f);
}

static void
remember_ticks(struct group *g, pid_t pid, long ticks)
{
	size_t i = 0;

	while (i < g->n && g->one[i].pid != pid)
		i++;
	if (i == GROUP_MAX)
		return;
	g->one[i].pid = pid;
	g->one[i].ticks = ticks;
	if (i == g->n)
		g->n++;
}

/* Is this process of the group? Then its time is remembered. */
static bool
is_ours(struct group *g, const char *pid)
{
	char path[64], line[LINE_SIZE], *p;
	long field[16] = { 0 };
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return false;
	n = fread(line, 1, sizeof(line) - 1, f);
	fclose(f);
	line[n] = '\0';
	p = strrchr(line, ')'); /* the command's name may hold anything */
	if (p == NULL || strlen(p) < 4)
		return false;
	p += 3; /* and past the state: field 4 of proc(5) is the first here */
	for (size_t i = 4; i < 16; i++)
		field[i] = strtol(p, &p, 10);
	if (field[5] != (long)g->id)
		return false;
	remember_ticks(g, (pid_t)strtol(pid, NULL, 10), field[14] + field[15]);
	return true;
}

static void
look(struct group *g)
{
	long pss_kb = 0, map_kb = 0;
	DIR *d = opendir("/proc");
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		if (isdigit((unsigned char)e->d_name[0]) &&
		    is_ours(g, e->d_name))
			add_memory(e->d_name, &pss_kb, &map_kb);
	}
	closedir(d);
	if (pss_kb > g->pss_kb)
		g->pss_kb = pss_kb;
	if (map_kb > g->map_kb)
		g->map_kb = map_kb;
}

static double
seconds(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

/* Looks at the group until the command has ended. */
static int
attend(struct group *g, struct rusage *used)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	sigset_t child;
	int status = 0;
	pid_t got;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	for (;;) {
		got = wait4(g->id, &status, WNOHANG, used);
		if (got == g->id)
			break;
		if (got < 0 && errno != EINTR)
			return 126;
		look(g);
		(void)sigtimedwait(&child, NULL, &pause);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int
report(const char *file, const char *label, int status, const struct group *g,
    const struct rusage *used, int64_t took_ns, int64_t began_ms)
{
	double seen = 0;
	FILE *f = fopen(file, "a");

	if (f == NULL) {
		perror(file);
		return 126;
	}
	for (size_t i = 0; i < g->n; i++)
		seen += (double)g->one[i].ticks;
	fprintf(f, "%s\t%d\t%.4f\t%.4f\t%ld\t%ld\t%lld\t%.4f\n", label, status,
	    (double)took_ns / 1e9,
	    seconds(&used->ru_utime) + seconds(&used->ru_stime), g->pss_kb,
	    g->map_kb, (long long)began_ms,
	    seen / (double)sysconf(_SC_CLK_TCK));
	return fclose(f) == 0 ? status : 126;
}

int
main(int argc, char **argv)
{
	struct group g = { .n = 0 };
	struct rusage used = { .ru_maxrss = 0 };
	int64_t began_ns, began_ms;
	sigset_t child;
	int status;

	if (argc < 4) {
		fputs("usage: spend FILE LABEL COMMAND...\n", stderr);
		return 2;
	}
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	began_ns = clock_mono_ns();
	began_ms = clock_wall_ms();
	g.id = fork();
	if (g.id == 0) {
		setpgid(0, 0);
		sigprocmask(SIG_UNBLOCK, &child, NULL);
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	if (g.id < 0) {
		perror("fork");
		return 126;
	}
	status = attend(&g, &used);
	return report(argv[1], argv[2], status, &g, &used,
	    clock_mono_ns() - began_ns, began_ms);
}
