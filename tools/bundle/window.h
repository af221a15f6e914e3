/* SPDX-License-Identifier: ISC */
/* The window of an exhibit as a JSON object (CLI.md, history): last absent,
 * first seen, each change, last seen, gone, with what proves each; and the
 * deadlines that count from there. The reports say the same from the same
 * figures. */
#ifndef TOOLS_BUNDLE_WINDOW_H
#define TOOLS_BUNDLE_WINDOW_H

#include "tools/bundle/bundle.h"
#include "tools/bundle/deadline.h"

/* The caller json_decref()s it. now, in ms, is the day from which the days that
 * are left are counted. */
json_t *window_object(
    const struct bundle_case *c, const struct bundle_exhibit *x, int64_t now);
/* From which day its delays count. */
struct deadline_start window_start(
    const struct bundle_case *c, const struct bundle_exhibit *x);
/* What this snapshot proves, of all exhibits: an array of {"event", "mention",
 * "name"}, empty for nothing. The caller json_decref()s it. */
json_t *window_proves(const struct bundle_case *c, uint64_t snapshot);

#endif
