/* SPDX-License-Identifier: ISC */
/* The table of metas. */
#include "crawler/parse/meta.h"

#include <string.h>

#include "store/base/err.h"
#include "store/base/mem.h"

static const struct {
	enum meta_field field;
	const char *key;
} rules[] = {
	{ META_TITLE, "og:title" },
	{ META_TITLE, "citation_title" },
	{ META_TITLE, "dc.title" },
	{ META_TITLE, "dcterms.title" },
	{ META_TITLE, "headline" },
	{ META_TITLE, "parsely-title" },
	{ META_TITLE, "sailthru.title" },
	{ META_TITLE, "twitter:title" },
	{ META_TITLE, "title" },

	{ META_AUTHOR, "author" },
	{ META_AUTHOR, "article:author_name" },
	{ META_AUTHOR, "article:author" },
	{ META_AUTHOR, "og:author" },
	{ META_AUTHOR, "og:article:author" },
	{ META_AUTHOR, "byl" },
	{ META_AUTHOR, "citation_author" },
	{ META_AUTHOR, "dc.creator" },
	{ META_AUTHOR, "dcterms.creator" },
	{ META_AUTHOR, "dc.contributor" },
	{ META_AUTHOR, "parsely-author" },
	{ META_AUTHOR, "sailthru.author" },
	{ META_AUTHOR, "shareaholic:article_author_name" },
	{ META_AUTHOR, "rbauthors" },
	{ META_AUTHOR, "authors" },
	{ META_AUTHOR, "creator" },
	{ META_AUTHOR, "dc:creator" },
	{ META_AUTHOR, "article.author" },
	{ META_AUTHOR, "rnews:author" },
	{ META_AUTHOR, "cxenseparse:author" },
	{ META_AUTHOR, "auteur" },
	{ META_AUTHOR, "autor" },

	{ META_HANDLE, "twitter:creator" },

	{ META_USERNAME, "profile:username" },

	{ META_AUTHOR_URL, "article:author" },
	{ META_AUTHOR_URL, "og:article:author" },

	{ META_PUBLISHED, "article:published_time" },
	{ META_PUBLISHED, "article:published" },
	{ META_PUBLISHED, "og:article:published_time" },
	{ META_PUBLISHED, "shareaholic:article_published_time" },
	{ META_PUBLISHED, "datePublished" },
	{ META_PUBLISHED, "citation_publication_date" },
	{ META_PUBLISHED, "citation_online_date" },
	{ META_PUBLISHED, "citation_date" },
	{ META_PUBLISHED, "dc.date.issued" },
	{ META_PUBLISHED, "dcterms.issued" },
	{ META_PUBLISHED, "dc.date.created" },
	{ META_PUBLISHED, "dcterms.created" },
	{ META_PUBLISHED, "og:published_time" },
	{ META_PUBLISHED, "published_time" },
	{ META_PUBLISHED, "og:pubdate" },
	{ META_PUBLISHED, "pubdate" },
	{ META_PUBLISHED, "pub_date" },
	{ META_PUBLISHED, "publishdate" },
	{ META_PUBLISHED, "publish_date" },
	{ META_PUBLISHED, "publish-date" },
	{ META_PUBLISHED, "published-date" },
	{ META_PUBLISHED, "publication_date" },
	{ META_PUBLISHED, "parsely-pub-date" },
	{ META_PUBLISHED, "sailthru.date" },
	{ META_PUBLISHED, "cxenseparse:recs:publishtime" },
	{ META_PUBLISHED, "cxenseparse:publishtime" },
	{ META_PUBLISHED, "article.published" },
	{ META_PUBLISHED, "article_date_original" },
	{ META_PUBLISHED, "og:article:published" },
	{ META_PUBLISHED, "og:publish_date" },
	{ META_PUBLISHED, "og:question:published_time" },
	{ META_PUBLISHED, "article:published_date" },
	{ META_PUBLISHED, "rnews:datePublished" },
	{ META_PUBLISHED, "vr:published_time" },
	{ META_PUBLISHED, "bt:pubDate" },
	{ META_PUBLISHED, "rbpubdate" },
	{ META_PUBLISHED, "dc.date.publication" },
	{ META_PUBLISHED, "originalPublicationDate" },
	{ META_PUBLISHED, "mediator_published_time" },
	{ META_PUBLISHED, "publish_time" },
	{ META_PUBLISHED, "published_date" },
	{ META_PUBLISHED, "publishedDate" },
	{ META_PUBLISHED, "date_published" },
	{ META_PUBLISHED, "date-published" },
	{ META_PUBLISHED, "publication-date" },
	{ META_PUBLISHED, "displaydate" },
	{ META_PUBLISHED, "pdate" },
	{ META_PUBLISHED, "ptime" },

	{ META_DATE, "date" },
	{ META_DATE, "dcterms.date" },
	{ META_DATE, "dc.date" },
	{ META_DATE, "og:release_date" },
	{ META_DATE, "uploadDate" },
	{ META_DATE, "dateCreated" },
	{ META_DATE, "created" },
	{ META_DATE, "article.created" },
	{ META_DATE, "dc.created" },
	{ META_DATE, "dc:created" },
	{ META_DATE, "dc:date" },
	{ META_DATE, "creation_date" },
	{ META_DATE, "date_created" },
	{ META_DATE, "datePosted" },
	{ META_DATE, "release_date" },
	{ META_DATE, "video:release_date" },
	{ META_DATE, "timestamp" },

	{ META_MODIFIED, "article:modified_time" },
	{ META_MODIFIED, "og:article:modified_time" },
	{ META_MODIFIED, "shareaholic:article_modified_time" },
	{ META_MODIFIED, "og:modified_time" },
	{ META_MODIFIED, "og:updated_time" },
	{ META_MODIFIED, "dateModified" },
	{ META_MODIFIED, "dateUpdate" },
	{ META_MODIFIED, "dc.date.modified" },
	{ META_MODIFIED, "dcterms.modified" },
	{ META_MODIFIED, "dc.modified" },
	{ META_MODIFIED, "lastmod" },
	{ META_MODIFIED, "last-modified" },
	{ META_MODIFIED, "last_modified" },
	{ META_MODIFIED, "revision_date" },
	{ META_MODIFIED, "cxenseparse:recs:modifiedtime" },
	{ META_MODIFIED, "article:modified" },
	{ META_MODIFIED, "article:modified_date" },
	{ META_MODIFIED, "bt:modDate" },
	{ META_MODIFIED, "modified_time" },
	{ META_MODIFIED, "modificationDate" },
	{ META_MODIFIED, "updated_time" },
	{ META_MODIFIED, "dateLastPubbed" },

	{ META_LANG, "og:locale" },
	{ META_LANG, "content-language" },
	{ META_LANG, "dc.language" },
	{ META_LANG, "dcterms.language" },
	{ META_LANG, "language" },
	{ META_LANG, "inLanguage" },

	{ META_SITE_NAME, "og:site_name" },
	{ META_SITE_NAME, "application-name" },
	{ META_SITE_NAME, "dc.publisher" },
	{ META_SITE_NAME, "publisher" },

	{ META_URL, "og:url" },
	{ META_PICTURE, "og:image:secure_url" },
	{ META_PICTURE, "og:image" },
	{ META_PICTURE, "twitter:image" },
	{ META_ROBOTS, "robots" },
	{ META_ROBOTS, "vigie" },
	{ META_TDM, "tdm-reservation" },
};

const char *
meta_nth(const struct skim *k, enum meta_field field, size_t nth,
    struct arena *a, const char **key)
{
	for (size_t r = 0; r < NELEM(rules); r++) {
		for (size_t i = 0; rules[r].field == field && i < k->n_metas;
		     i++) {
			const struct skim_meta *m = &k->metas[i];

			if (!skim_is(m->key, rules[r].key) || nth-- > 0)
				continue;
			if (key != NULL)
				*key = rules[r].key;
			return skim_decode(m->content, a);
		}
	}
	return NULL;
}

/* Yoast's pair: a label, and what it labels. */
const char *
meta_labelled_author(const struct skim *k, struct arena *a)
{
	static const char *const labels[] = { "Written by", "Verfasst von",
		"Geschrieben von", "Écrit par", "Escrito por", "Scritto da",
		"Geschreven door", "Napisane przez", "Author", "Autor",
		"Auteur" };
	const char *label = NULL, *value = NULL;

	for (size_t i = 0; i < k->n_metas; i++) {
		if (skim_is(k->metas[i].key, "twitter:label1"))
			label = skim_decode(k->metas[i].content, a);
		if (skim_is(k->metas[i].key, "twitter:data1"))
			value = skim_decode(k->metas[i].content, a);
	}
	for (size_t i = 0; label != NULL && i < NELEM(labels); i++)
		if (strcmp(label, labels[i]) == 0)
			return value;
	return NULL;
}

const char *
meta_get(const struct skim *k, enum meta_field field, struct arena *a)
{
	return meta_nth(k, field, 0, a, NULL);
}
