// What writing a report and messages needs of the system and Swift cannot see: calls behind _GNU_SOURCE or with a variable
// number of arguments, and zlib, whose initialiser is a macro.
#ifndef TRIBUTARY_COUTPUT_H
#define TRIBUTARY_COUTPUT_H
#include <zlib.h>

/// Exchanges two paths in one step. 0, or -1 with errno: EINVAL where the file system cannot, EBUSY or EXDEV at a mount.
int coutput_exchange(const char *a, const char *b);

/// 1 where a file system is mounted on `path`, 0 where none is, -1 with errno.
int coutput_is_mount_point(const char *path);

/// A deflate stream with a gzip frame that names no file and no time, so that equal bytes give equal bytes.
int coutput_gzip_begin(z_stream *stream, int level);

/// Has the allocator take pieces of up to `most` bytes from its heaps, and keep `kept` free bytes at the end of each; mallopt's
/// header is none that Swift imports.
void coutput_keep_freed(int most, int kept);

/// How many columns the terminal at `descriptor` has; 0 where it does not say, or is none.
int coutput_columns(int descriptor);
#endif
