/* SPDX-License-Identifier: ISC */
/* mbox, one pass. A mail begins at a line "From " after an empty one whose end
 * is a year. */
#include "crawler/networks/mbox.h"

#include <ctype.h>
#include <string.h>

#include "crawler/networks/mail.h"

enum { MAILS_MAX = 10000 };

/* "From jane at example.org  Fri Nov 20 21:30:00 2026". */
static bool
is_separator(const char *s, const char *end)
{
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	if (end - s < 16 || strncmp(s, "From ", 5) != 0)
		return false;
	for (int i = 1; i <= 4; i++)
		if (!isdigit((unsigned char)end[-i]))
			return false;
	return true;
}

/* The mail at *at, which is behind its separator; *at moves past it. */
static struct mail_part
next_mail(const char **at, const char *end)
{
	struct mail_part mail = { *at, end };
	bool blank = false;

	for (const char *p = *at; p < end;) {
		const char *stop = mail_line_end(p, end);

		if (blank && is_separator(p, stop)) {
			mail.end = p;
			*at = stop < end ? stop + 1 : end;
			return mail;
		}
		blank = mail_line_is_empty(p, stop);
		p = stop < end ? stop + 1 : end;
	}
	*at = end;
	return mail;
}

static void
read_mail(const struct source *s, struct page *p, struct mail_part mail,
    const char *base)
{
	struct doc *d = mail_read(s, p, mail);

	if (d != NULL && base != NULL) { /* the file is as it came: spans are
					  * its own */
		d->body_start = (size_t)(mail.s - base);
		d->body_end = (size_t)(mail.end - base);
	}
}

enum err
mbox_read(const struct source *s, struct page *p, const char *text, size_t n)
{
	const char *at = text, *end = text + n,
		   *stop = mail_line_end(text, end);
	const char *base =
	    n == s->body_len && memcmp(text, s->body, n) == 0 ? text : NULL;

	if (!is_separator(text, stop))
		return page_problem(p, "no mbox file");
	at = stop < end ? stop + 1 : end;
	for (size_t i = 0; at < end && i < MAILS_MAX; i++)
		read_mail(s, p, next_mail(&at, end), base);
	p->truncated = p->truncated || at < end;
	return p->n_docs > 0 ? ERR_OK : page_problem(p, "no mail in the file");
}
