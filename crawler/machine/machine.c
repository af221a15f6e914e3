/* SPDX-License-Identifier: ISC */
/* The machine's facts. */
#define _GNU_SOURCE /* adjtimex */
#include "crawler/machine/machine.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <unicode/uvernum.h>

#include "store/base/digest.h"

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

enum { MODEL_MAX = 128, BOOT_MAX = 64, LINE_BYTES = 512 };

/* The SHA-256 of a file; false when it cannot be read. */
static bool
hash_file(const char *path, uint8_t sha[SHA256_LEN])
{
	FILE *f = fopen(path, "rbe");
	struct digest *d;
	char chunk[16384];
	size_t n;

	if (f == NULL)
		return false;
	d = digest_begin();
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		digest_add(d, chunk, n);
	fclose(f);
	digest_end(d, sha);
	return true;
}

static void
khash(struct jout *j, const char *key, const char *path)
{
	uint8_t sha[SHA256_LEN];

	if (hash_file(path, sha))
		jout_khex(j, key, sha, SHA256_LEN);
	else
		jout_knull(j, key);
}

/* The first line of a file, or of it the value of a "key : value" line. */
static bool
read_line(const char *path, const char *key, char *out, size_t cap)
{
	FILE *f = fopen(path, "re");
	char line[LINE_BYTES];
	bool found = false;

	while (f != NULL && !found && fgets(line, sizeof(line), f) != NULL) {
		const char *value = line;

		line[strcspn(line, "\n")] = '\0';
		if (key != NULL) {
			if (strncmp(line, key, strlen(key)) != 0)
				continue;
			value = strchr(line, ':');
			if (value == NULL)
				continue;
			value += strspn(value, ": ");
		}
		snprintf(out, cap, "%.*s", (int)cap - 1, value);
		found = true;
	}
	if (f != NULL)
		fclose(f);
	return found;
}

static void
members_tool(struct jout *j)
{
	const curl_version_info_data *c = curl_version_info(CURLVERSION_NOW);

	jout_key(j, "tool");
	jout_obj(j);
	jout_ktext(j, "vigie", VIGIE_VERSION);
	khash(j, "binary_sha256", "/proc/self/exe");
	jout_ktext(j, "libcurl", c->version);
	jout_ktext(j, "tls", c->ssl_version);
	jout_ktext(j, "icu", U_ICU_VERSION);
	jout_ktext(j, "openssl", OpenSSL_version(OPENSSL_VERSION));
#ifdef __GLIBC__
	jout_ktext(j, "libc", gnu_get_libc_version());
#endif
	jout_obj_end(j);
}

static void
members_machine(struct jout *j)
{
	char model[MODEL_MAX], boot[BOOT_MAX];
	uint8_t host[SHA256_LEN];
	struct utsname u;

	if (uname(&u) != 0)
		return;
	digest_sha256(u.nodename, strlen(u.nodename), host);
	jout_key(j, "machine");
	jout_obj(j);
	jout_khex(j, "host_sha256", host, SHA256_LEN);
	jout_ktext(j, "system", u.sysname);
	jout_ktext(j, "release", u.release);
	jout_ktext(j, "architecture", u.machine);
	if (read_line("/proc/cpuinfo", "model name", model, sizeof(model)))
		jout_ktext(j, "processor", model);
	if (read_line(
		"/proc/sys/kernel/random/boot_id", NULL, boot, sizeof(boot)))
		jout_ktext(j, "boot_id", boot);
	jout_obj_end(j);
}

void
machine_clock(struct jout *j)
{
	struct timex tx = { .modes = 0 };
	int state = adjtimex(&tx);

	jout_key(j, "clock");
	jout_obj(j);
	jout_kbool(j, "synchronised", state >= 0 && state != TIME_ERROR);
	jout_kint(j, "estimated_error_us", tx.esterror);
	jout_kint(j, "maximal_error_us", tx.maxerror);
	jout_obj_end(j);
}

static void
members_access(struct jout *j)
{
	jout_key(j, "access");
	jout_obj(j);
	jout_kbool(j, "cookies", false);
	jout_kbool(j, "cache", false);
	jout_kbool(j, "proxy", false);
	jout_kbool(j, "proxy_in_environment",
	    getenv("http_proxy") != NULL || getenv("https_proxy") != NULL ||
		getenv("ALL_PROXY") != NULL);
	jout_obj_end(j);
}

/* Names in it are answered from it: a record says so of each exchange. */
static void
members_hosts_file(struct jout *j)
{
	FILE *f = fopen("/etc/hosts", "re");
	char line[LINE_BYTES];
	int64_t entries = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		size_t at = strspn(line, " \t");

		entries +=
		    line[at] != '#' && line[at] != '\n' && line[at] != '\0';
	}
	if (f != NULL)
		fclose(f);
	jout_key(j, "hosts_file");
	jout_obj(j);
	jout_kint(j, "entries", entries);
	khash(j, "sha256", "/etc/hosts");
	jout_obj_end(j);
}

void
machine_members(struct jout *j)
{
	members_tool(j);
	members_machine(j);
	machine_clock(j);
	members_access(j);
	members_hosts_file(j);
}
