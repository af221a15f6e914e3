/* SPDX-License-Identifier: ISC */
/* A whole bundle: every writer in its turn, then the seal. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/bundle.h"
#include "tools/bundle/stamps.h"

static void
write_info(const struct bundle_case *c, struct bag *b)
{
	char day[CLOCK_TEXT];

	clock_format(c->date, day);
	day[10] = '\0';
	bag_info(b, "Bag-Software-Agent", "vigie/" VIGIE_VERSION);
	bag_info(b, "Bagging-Date", day);
	bag_info(b, "External-Identifier", c->root);
	if (c->ref_typed != NULL)
		bag_info(b, "Internal-Sender-Identifier", c->ref_typed);
	bag_info(b, "Log-Origin", c->origin);
}

/* The notices name who dated the whole, and the date is over the notices too:
 * whoever gives none is named in notices that the others date anew. Each turn
 * but the last has one authority less. */
static enum err
seal(struct bundle_case *c, struct bag *b, struct bundle_stamping *stamping,
    uint8_t tagmanifest[SHA256_LEN])
{
	const char *tags = NULL;
	bool again = true;
	enum err e = ERR_OK;
	size_t n = 0;

	while (again && e == ERR_OK) {
		again = false;
		bag_reopen(b);
		e = notice_write(c, b);
		if (e != ERR_OK)
			break;
		bag_seal(b, &tags, &n);
		e = bag_err(b);
		if (e != ERR_OK)
			break;
		digest_sha256(tags, n, tagmanifest);
		if (stamping != NULL)
			e = stamps_write(c, b, stamping, tags, n, &again);
	}
	return e;
}

enum err
bundle_write(struct bundle_case *c, const char *path,
    struct bundle_stamping *stamping, uint8_t tagmanifest[SHA256_LEN])
{
	struct bag *b = bag_new(path, c->root);
	enum err e;

	e = journal_write(c, b);
	if (e == ERR_OK)
		e = wacz_write(c, b);
	if (e == ERR_OK)
		e = report_write(c, b);
	if (e == ERR_OK)
		e = conditions_write(c, b);
	if (e == ERR_OK)
		e = notice_write_templates(c, b);
	write_info(c, b);
	if (e == ERR_OK)
		e = seal(c, b, stamping, tagmanifest);
	if (e == ERR_OK)
		e = bag_end(b);
	bag_free(b);
	return e;
}
