// Adding to an XXH3 with AVX2: 0.018 ns a byte where SSE2, for which the rest is compiled, takes 0.033.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define XXH_VECTOR XXH_AVX2
#include "chash.h"

void chash_add_avx2(XXH3_state_t *state, const void *bytes, size_t length);
void chash_add_avx2(XXH3_state_t *state, const void *bytes, size_t length) { XXH3_128bits_update(state, bytes, length); }
#pragma clang attribute pop
#endif
