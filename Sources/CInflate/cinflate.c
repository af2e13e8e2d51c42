#include "cinflate.h"
