#ifndef TRIBUTARY_CNETTLE_H
#define TRIBUTARY_CNETTLE_H
#include <nettle/hmac.h>
#endif
