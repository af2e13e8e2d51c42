// What publishing a report needs of the system and Swift cannot see: two calls behind _GNU_SOURCE, and zlib, whose
// initialiser is a macro.
#ifndef TRIBUTARY_COUTPUT_H
#define TRIBUTARY_COUTPUT_H
#include <zlib.h>

/// Exchanges two paths in one step. 0, or -1 with errno: EINVAL where the file system cannot, EBUSY or EXDEV at a mount.
int coutput_exchange(const char *a, const char *b);

/// 1 where a file system is mounted on `path`, 0 where none is, -1 with errno.
int coutput_is_mount_point(const char *path);

/// A deflate stream with a gzip frame that names no file and no time, so that equal bytes give equal bytes.
int coutput_gzip_begin(z_stream *stream, int level);
#endif
