#ifndef TRIBUTARY_CSCAN_H
#define TRIBUTARY_CSCAN_H
#include <stddef.h>
#include <stdint.h>
#endif
