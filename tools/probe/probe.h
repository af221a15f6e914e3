/* SPDX-License-Identifier: ISC */
/* tools/probe: vigie-probe, the parts of the sweep one by one, for benchmarks,
 * conformance suites and fuzzing (CLI.md). One part is one file here and one
 * row in main.c. A part calls the very function that the sweep calls and
 * holds no logic of its own. */
#ifndef TOOLS_PROBE_PROBE_H
#define TOOLS_PROBE_PROBE_H

#include "store/base/jout.h"
#include "store/base/json.h"

/* Reads the request's members and writes the answer's members (the object is
 * open, `id` is written by main). An error is answered as {"error": words}. */
typedef enum err (*probe_part)(const json_t *in, struct jout *out);

enum err probe_robots(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_url(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_canonical(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_feed(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_encoding(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_entities(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_page(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_domain(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_match(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_fingerprint(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_pair(const json_t *in, struct jout *out) MUST_CHECK;
enum err probe_pdq(const json_t *in, struct jout *out) MUST_CHECK;

/* The bytes of a request that gives `data_b64` or `path`; the caller frees. */
enum err probe_bytes(const json_t *in, char **data, size_t *len) MUST_CHECK;

#endif
