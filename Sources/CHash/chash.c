#include "chash.h"
#if defined(__x86_64__)
void chash_add_avx2(XXH3_state_t *state, const void *bytes, size_t length);  // chash_avx2.c
#endif

// The hash library's own state under a name that Swift can follow.
static XXH3_state_t *state(const chash_stream *stream) { return (XXH3_state_t *)stream; }

chash_stream *chash_stream_create(void) {
  XXH3_state_t *made = XXH3_createState();
  if (made) XXH3_128bits_reset(made);
  return (chash_stream *)made;
}

void chash_stream_reset(chash_stream *stream) { XXH3_128bits_reset(state(stream)); }

void chash_stream_add(chash_stream *stream, const void *bytes, size_t length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return chash_add_avx2(state(stream), bytes, length);
#endif
  XXH3_128bits_update(state(stream), bytes, length);
}

chash_128 chash_stream_value(const chash_stream *stream) {
  XXH128_hash_t h = XXH3_128bits_digest(state(stream));
  chash_128 r = {h.low64, h.high64};
  return r;
}

void chash_stream_destroy(chash_stream *stream) { XXH3_freeState(state(stream)); }
