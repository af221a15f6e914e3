/* SPDX-License-Identifier: ISC */
/* The lists. A parameter stands in them only if taking it off never changes
 * the document: what is common and ambiguous ("ref", "source", "id", "page")
 * stays out, or is bound to the one host where its meaning is known. */
#include "crawler/normalise/url_noise.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url_code.h"
#include "crawler/normalise/url_table.h"

enum { NAME_MAX_LEN = 32, SESSION_ID_MIN = 16, SESSION_ID_HEX = 32 };

/* Sorted: looked up by bsearch, in lower case. */
/* clang-format off */
static const char *const noise_names[] = {
	"__hsfp", "__hssc", "__hstc", "__s", "__twitter_impression",
	"_branch_match_id", "_bta_c", "_bta_tid", "_ga", "_gac", "_gl",
	"_hsenc", "_hsmi", "_ke", "_openstat", "admitad_uid", "ak_action",
	"amp_gsa", "amp_js_v", "aspsessionid", "at_campaign", "at_medium",
	"awc", "cfid", "cftoken", "cmpid", "cn-reloaded", "dclid", "dicbo",
	"dm_i", "ef_id", "epik", "fb_action_ids", "fb_action_types", "fb_ref",
	"fb_source", "fbclid", "gad_campaignid", "gad_source", "gbraid",
	"gclid", "gclida", "gclidw", "gclsrc", "gdffi", "gdfms", "gdftrk",
	"gpclid", "gs_l", "guccounter", "guce_referrer", "guce_referrer_sig",
	"hsctatracking", "hss_channel", "igsh", "igshid", "irclickid",
	"iterableemailcampaignid", "jsessionid", "li_fat_id", "li_source",
	"ltclid", "mc_cid", "mc_eid", "mibextid", "mkcid", "mkevt", "mkt_tok",
	"mkwid", "ml_subscriber", "ml_subscriber_hash", "msclkid", "nb_klid",
	"ncid", "nr_email_referer", "ns_campaign", "ns_channel", "ns_fee",
	"ns_linkname", "ns_mchannel", "ns_source", "oft_c", "oft_ck", "oft_d",
	"oft_id", "oft_ids", "oft_k", "oft_lk", "oft_sk", "oly_anon_id",
	"oly_enc_id", "osadcampaign", "oscsid", "pcrid", "phpsessid", "plsrc",
	"ptkw", "rb_clickid", "rdid", "redirect_log_mongo_id",
	"redirect_mongo_id", "ref_src", "ref_url", "replytocom", "s_cid",
	"s_kwcid", "sb_referer_host", "sc_campaign", "sc_channel", "sc_cid",
	"sc_content", "sc_eh", "sc_geo", "sc_medium", "sc_outcome", "sc_uid",
	"sfnsn", "share_source_id", "srsltid", "ssp_iabi", "stm_campaign",
	"stm_medium", "stm_source", "trk", "trkcampaign", "ttclid", "twclid",
	"usqp", "utmad", "utmccn", "utmcct", "utmcid", "utmclid", "utmcmd",
	"utmcsr", "utmctr", "vero_conv", "vero_id", "vmcid", "wbraid",
	"wickedid", "wprov", "wt.mc_ev", "wt.mc_id", "wt_mc", "wtrid", "xtcr",
	"xtor", "xtref", "xtscsid", "yclid", "ymclid", "zanpid", "zenid",
};
/* clang-format on */

/* Families: every parameter that begins so. */
static const char *const noise_prefixes[] = { "__cft__", "__xts__",
	"aspsessionid", "at_custom", "at_emailtype", "at_link", "at_recipient",
	"at_send_date", "bsft_", "fb_comment_id", "hmb_", "hsa_", "matomo_",
	"mtm_", "pk_", "piwik_", "stm_", "tracking_source", "utm_" };

/* Noise on one site only. */
static const struct {
	struct url_slice site;
	const char *names;
} noise_sites[] = {
	{ URL_TABLE_SLICE("amazon.*"),
	    " pd_rd_i pd_rd_r pd_rd_w pd_rd_wg pf_rd_i pf_rd_m "
	    "pf_rd_p pf_rd_r pf_rd_s pf_rd_t qid sr ref_ content-id "
	    "crid sprefix dib dib_tag " },
	{ URL_TABLE_SLICE("bing.com"), " cvid form sk sp qs sc ghc " },
	{ URL_TABLE_SLICE("ebay.*"),
	    " _trkparms _trksid hash amdata mkrid campid toolid "
	    "customid " },
	{ URL_TABLE_SLICE("facebook.com"),
	    " __tn__ eid fref hc_ref hc_location ref refsrc "
	    "refid rdr _rdr share_url paipv eav extid " },
	{ URL_TABLE_SLICE("google.*"),
	    " ved ei usg sa sca_esv sca_upv sxsrf gs_lcp gs_lcrp "
	    "sclient oq aqs uact biw bih sourceid dpr iflsig rlz " },
	{ URL_TABLE_SLICE("instagram.com"), " img_index hl ig_rid ig_mid " },
	{ URL_TABLE_SLICE("lemonde.fr"),
	    " lmd_medium lmd_campaign lmd_creation lmd_source "
	    "lmd_link lmd_send_date lmd_email_link " },
	{ URL_TABLE_SLICE("linkedin.com"),
	    " trackingid refid lipi lici originalsubdomain "
	    "midtoken midsig eid rcm " },
	{ URL_TABLE_SLICE("medium.com"), " source sk gi " },
	{ URL_TABLE_SLICE("msn.com"), " ocid cvid pc ei apiversion " },
	{ URL_TABLE_SLICE("open.spotify.com"), " si context nd dlsi pi " },
	{ URL_TABLE_SLICE("reddit.com"),
	    " share_id ref ref_source rdt correlation_id "
	    "ref_campaign chainedposts " },
	{ URL_TABLE_SLICE("tiktok.com"),
	    " is_from_webapp sender_device _r _t is_copy_url "
	    "sec_user_id share_app_id share_link_id u_code "
	    "sender_web_id tt_from web_id checksum " },
	{ URL_TABLE_SLICE("twitter.com"), " s t cn cxt " },
	{ URL_TABLE_SLICE("x.com"), " s t cn cxt " },
	{ URL_TABLE_SLICE("youtu.be"), " si feature pp " },
	{ URL_TABLE_SLICE("youtube.com"), " si feature pp ab_channel app kw " },
};

static bool
slice_is(struct url_slice s, const char *word)
{
	return strlen(word) == s.n && memcmp(s.s, word, s.n) == 0;
}

static bool
slice_begins(struct url_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.s, word, n) == 0;
}

static int
name_order(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

/* Is the value what a program makes up: long, letters and digits, a digit? */
static bool
is_session_id(struct url_slice v)
{
	bool digit = false;

	if (v.n < SESSION_ID_MIN)
		return false;
	for (size_t i = 0; i < v.n; i++) {
		if (!url_code_alpha(v.s[i]) && !url_code_digit(v.s[i]))
			return false;
		digit = digit || url_code_digit(v.s[i]);
	}
	return digit;
}

static bool
is_hex(struct url_slice v)
{
	for (size_t i = 0; i < v.n; i++)
		if (url_code_hex(v.s[i]) < 0)
			return false;
	return true;
}

/* Parameters that are noise by what they hold. */
static bool
noise_by_value(struct url_slice name, struct url_slice value)
{
	if (slice_is(name, "amp"))
		return value.n == 0 || slice_is(value, "1") ||
		       slice_is(value, "true");
	if (slice_is(name, "outputtype"))
		return slice_is(value, "amp");
	if (slice_is(name, "s")) /* vBulletin */
		return value.n == SESSION_ID_HEX && is_hex(value);
	if (slice_is(name, "sid") || slice_is(name, "sess") ||
	    slice_is(name, "session") || slice_is(name, "sessionid") ||
	    slice_is(name, "session_id") || slice_is(name, "sessid"))
		return is_session_id(value);
	return false;
}

const char *
url_noise_site(struct url_slice host)
{
	for (size_t i = 0; i < NELEM(noise_sites); i++)
		if (url_table_host_is(host, noise_sites[i].site))
			return noise_sites[i].names;
	return "";
}

/* Is a name, in lower case and NUL-terminated, in the general tables? */
static bool
is_noise_name(struct url_slice name)
{
	if (bsearch(name.s, noise_names, NELEM(noise_names),
		sizeof(noise_names[0]), name_order) != NULL)
		return true;
	for (size_t i = 0; i < NELEM(noise_prefixes); i++)
		if (noise_prefixes[i][0] == name.s[0] &&
		    slice_begins(name, noise_prefixes[i]))
			return true;
	return false;
}

bool
url_noise_is(const char *site_noise, struct url_slice piece)
{
	const char *equals = memchr(piece.s, '=', piece.n);
	char text[NAME_MAX_LEN];
	struct url_slice name = { text, piece.n }, value = { "", 0 };

	if (equals != NULL) {
		name.n = (size_t)(equals - piece.s);
		value.s = equals + 1;
		value.n = piece.n - name.n - 1;
	}
	if (name.n == 0 || name.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < name.n; i++)
		text[i] = url_code_lower(piece.s[i]);
	text[name.n] = '\0';
	return is_noise_name(name) || url_table_list_has(site_noise, name) ||
	       noise_by_value(name, value);
}
