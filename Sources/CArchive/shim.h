#ifndef TRIBUTARY_CARCHIVE_H
#define TRIBUTARY_CARCHIVE_H
#include <archive.h>
#include <archive_entry.h>
#endif
