/* SPDX-License-Identifier: ISC */
/* Backups as store/open.c sees them. The interface is in store.h. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"
#include "store/txn.h"

/* The file that says of a directory that it is a backup, and of what. */
#define BACKUP_MARK "backup"

/* An archive is opened for writing: if it is a backup, logs that it goes on as
 * an archive of its own, and that it was one. */
enum err backup_restored(struct store *st) MUST_CHECK;

#endif
