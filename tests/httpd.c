/* SPDX-License-Identifier: ISC */
/* The scriptable HTTP/1.1 server of the tests, on loopback.
 *
 *   httpd --root DIR [--listen ADDRESS]... [--port N] [--tls CERT KEY]
 *         [--log FILE] [--port-file FILE] [--max-seconds N]
 *
 * It serves files: DIR/HOST/path where DIR/HOST is a directory (HOST as in the
 * Host header, without port), else DIR/default/path, else DIR/path. A file may
 * have the query in its name ("posts?page=2"). Every answer has a strong ETag
 * made of its bytes, Last-Modified where there is a file, and honours
 * conditional requests. Types by extension; ".htm" is sent without a charset.
 * ADDRESS is numeric (127.0.0.2, ::1) or a range (127.0.1.1..200); all
 * addresses share one port, which the kernel picks unless --port says. The
 * port goes to --port-file (a FIFO will do), else to stdout. The request log is
 * explained in http_log.c. The server ends on SIGTERM, with its parent, or
 * after --max-seconds (600).
 *
 * DIR/behave scripts it: "PATTERN key=value...", the first line that matches
 * holds. PATTERN is a shell pattern of the path ("*" also spans "/"), of path
 * and query if it holds a "?" (which matches any one character), of host and
 * path if it begins with neither "/" nor "*". Values with spaces stand in
 * double quotes, with \n \r \t \0 \xHH. The file may change while the server
 * runs; its counters then begin anew.
 *
 *   what: status=404  header="Name: value" (again for more; replaces the
 *     default of that name; "Name:" takes it away)  type="text/html"
 *     text="..."  body=FILE (under DIR)  raw=FILE (head and all)
 *     redirect=URL or redirect=next (the number at the path's end plus one)
 *     bomb=gzip|br size=BYTES  page=calendar|session|links links=N
 *     endless=yes  gzip=yes (if accepted)  encoding=LABEL (a label alone)
 *   how: delay_ms=N  drip=BYTES_A_SECOND  stall_at=BYTES stall_ms=N
 *     length=N (a Content-Length that lies)  header_bytes=N (padding)
 *     chunked=plain|ext|trailer|broken|huge|short chunk=BYTES
 *     close=before|head|mid  reset=before|head|mid  keepalive=off  http10=yes
 *   when: times=N (this line holds N times, then the next that matches)
 *     rate=A_SECOND burst=N (429 above it)  retry_after=S or date:S
 *     etag=on|off|weak  modified=off  conditional=off
 *
 * Examples:
 *   /flaky  status=503 retry_after=1 times=2
 *   /r/5    text="the end"
 *   /r/[0-9]*    redirect=next
 *   127.0.0.3*   rate=20 burst=5 retry_after=2
 */
#include <stdio.h>
#include <string.h>

#include "store/base/log.h"
#include "tests/http.h"
#include "tests/httpd_play.h"

static int
usage(void)
{
	fputs("usage: httpd --root DIR [--listen ADDRESS]... [--port N]"
	      " [--tls CERT KEY]\n\t[--log FILE] [--port-file FILE]"
	      " [--max-seconds N]\n",
	    stderr);
	return err_status(ERR_USAGE);
}

int
main(int argc, char **argv)
{
	struct httpd_play play = { NULL, NULL };
	struct http_options o;
	enum err e = ERR_OK;

	http_options_init(&o, httpd_play, &play);
	for (int i = 1; i < argc && e == ERR_OK; i++) {
		if (strcmp(argv[i], "--root") == 0 && i + 1 < argc)
			play.dir = argv[++i];
		else
			e = http_option(&o, argc, argv, &i);
	}
	if (e != ERR_OK || play.dir == NULL) {
		http_options_fini(&o);
		return usage();
	}
	e = rules_open(play.dir, &play.rules);
	if (e == ERR_OK)
		e = http_serve(&o);
	rules_close(play.rules);
	http_options_fini(&o);
	return err_status(e);
}
