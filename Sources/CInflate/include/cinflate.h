#ifndef TRIBUTARY_CINFLATE_H
#define TRIBUTARY_CINFLATE_H
#include <isa-l/igzip_lib.h>
#endif
