// What the build was told of the source it was built from. A target of its own: a new commit compiles this file and no other.
#ifndef TRIBUTARY_CBUILD_H
#define TRIBUTARY_CBUILD_H

/// The tag, if there is one, the commit and its day, parted by blanks; empty where nobody said.
const char *cbuild_commit(void);
#endif
