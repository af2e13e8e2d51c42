#define _GNU_SOURCE
#include "coutput.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

int coutput_exchange(const char *a, const char *b) {
  return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}

int coutput_is_mount_point(const char *path) {
  struct statx here;
  memset(&here, 0, sizeof here);
  if (statx(AT_FDCWD, path, 0, STATX_BASIC_STATS, &here) != 0) return -1;
#ifdef STATX_ATTR_MOUNT_ROOT
  // Linux 5.8: sees a bind mount of the same device too.
  if (here.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) return (here.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#endif
  char above[4096];
  if (snprintf(above, sizeof above, "%s/..", path) >= (int)sizeof above) {
    errno = ENAMETOOLONG;
    return -1;
  }
  struct statx parent;
  memset(&parent, 0, sizeof parent);
  if (statx(AT_FDCWD, above, 0, STATX_BASIC_STATS, &parent) != 0) return -1;
  return here.stx_dev_major != parent.stx_dev_major || here.stx_dev_minor != parent.stx_dev_minor;
}

int coutput_gzip_begin(z_stream *stream, int level) {
  memset(stream, 0, sizeof *stream);
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

int coutput_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void coutput_keep_freed(int most, int kept) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, most);
  mallopt(M_TRIM_THRESHOLD, kept);
#else
  (void)most, (void)kept;
#endif
}
