#include "cbuild.h"

#ifndef TRIBUTARY_COMMIT
#define TRIBUTARY_COMMIT ""
#endif

const char *cbuild_commit(void) { return TRIBUTARY_COMMIT; }
